/** Immutable sorted maps: what makes a copy of the whole account cost nothing. Knows the JDK and nothing else. */
package emulators.dynamodb.tree;
