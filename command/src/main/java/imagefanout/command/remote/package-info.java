/**
 * The fleet that the command talks to: a stack in an AWS account, or the local fleet.
 *
 * <p>Does not belong here: what is asked, and how answers are shown.
 */
package imagefanout.command.remote;
