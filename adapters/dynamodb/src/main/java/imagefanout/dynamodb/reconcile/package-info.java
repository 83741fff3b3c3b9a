/**
 * Stores the reconcile's journal in the catalog's table.
 */
package imagefanout.dynamodb.reconcile;
