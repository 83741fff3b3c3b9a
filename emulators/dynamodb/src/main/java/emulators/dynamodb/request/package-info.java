/** What many requests have in common: members, expressions, keys. Which operation they are for is no part of it. */
package emulators.dynamodb.request;
