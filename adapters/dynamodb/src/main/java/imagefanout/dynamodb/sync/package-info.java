/**
 * The ledger of managed distribution configurations, in the catalog's table, and the declarations that people write.
 */
package imagefanout.dynamodb.sync;
