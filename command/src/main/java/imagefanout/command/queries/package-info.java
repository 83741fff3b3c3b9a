/**
 * Commands that ask the query API and change nothing.
 *
 * <p>Does not belong here: commands that change something.
 */
package imagefanout.command.queries;
