/**
 * Stores the reconcile's journal in one item of the catalog's table.
 */
package imagefanout.dynamodb.reconcile;
