/**
 * What an operation is. Each operation of the API has a class of its own in one of the packages below: {@code item}, {@code
 * read}, {@code batch}, {@code table} and {@code stream}.
 */
package emulators.dynamodb.operation;
