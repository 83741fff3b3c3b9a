/**
 * Tables: their items, time to live and billing. Immutable: a write gives another table that shares nearly
 * everything with the one before. Knows no requests.
 */
package emulators.dynamodb.table;
