/** One account in one Region: the state of all tables, and what one call sees and changes of it. */
package emulators.dynamodb.account;
