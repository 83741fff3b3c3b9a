/** One account in one Region: the state of all tables, and the session of one call. */
package emulators.dynamodb.account;
