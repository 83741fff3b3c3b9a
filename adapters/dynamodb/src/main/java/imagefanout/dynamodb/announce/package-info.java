/**
 * Stores what was announced last in the catalog's table, and reads the records of that table's stream.
 *
 * <p>Belongs here: keys, attribute names and expressions of these items, and which other items of the table are worth a hint.
 * Does not belong here: what is announced.
 */
package imagefanout.dynamodb.announce;
