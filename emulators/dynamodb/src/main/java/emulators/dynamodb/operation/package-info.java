/**
 * The interface of all operations. Each API operation is a class in one of the subpackages {@code item}, {@code read}, {@code batch}, {@code table}, and {@code stream}.
 */
package emulators.dynamodb.operation;
