/** Immutable sorted maps, which make copying a whole account free. Depends only on the JDK. */
package emulators.dynamodb.tree;
