/**
 * Printing: lines, tables, JSON and CSV, in color on a terminal.
 *
 * <p>Does not belong here: what is printed.
 */
package imagefanout.command.terminal;
