/**
 * Stores the ledger of managed distribution configurations in the catalog's table, and reads the declarations that
 * operators write.
 */
package imagefanout.dynamodb.sync;
