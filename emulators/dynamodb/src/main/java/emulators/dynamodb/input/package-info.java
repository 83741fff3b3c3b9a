/**
 * The shapes of requests: which members there are, of which types, within which bounds; with the service's messages. What
 * needs a table or an expression to be judged is no part of it.
 */
package emulators.dynamodb.input;
