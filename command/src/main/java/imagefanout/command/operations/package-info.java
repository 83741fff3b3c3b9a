/**
 * Commands that change something: holds, target accounts, accounts, recipes, the catalog.
 *
 * <p>Does not belong here: commands that only ask.
 */
package imagefanout.command.operations;
