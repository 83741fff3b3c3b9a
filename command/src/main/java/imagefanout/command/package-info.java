/**
 * The {@code image-fanout} command: everything that people ask of the fleet and tell it, from a terminal.
 *
 * <p>Does not belong here: rules of the domain. The command asks the query API and the functions, and shows their answers.
 */
package imagefanout.command;
