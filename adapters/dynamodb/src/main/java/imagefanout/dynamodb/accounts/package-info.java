/**
 * Stores the import of accounts: the rules that people write, and the journal in the catalog's table.
 */
package imagefanout.dynamodb.accounts;
