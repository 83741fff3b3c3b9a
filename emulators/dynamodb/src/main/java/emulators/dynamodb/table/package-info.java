/**
 * Tables: items, time to live, and billing. Immutable: a write returns a new table that shares most data with the old one. No requests.
 */
package emulators.dynamodb.table;
