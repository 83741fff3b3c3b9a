/**
 * Commands that run on this machine only: the story, a fleet, the emulators.
 *
 * <p>Does not belong here: commands that talk to a fleet that is there already.
 */
package imagefanout.command.local;
