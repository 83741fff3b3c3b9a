/**
 * The reconcile's journal: one item of the catalog's table.
 */
package imagefanout.dynamodb.reconcile;
