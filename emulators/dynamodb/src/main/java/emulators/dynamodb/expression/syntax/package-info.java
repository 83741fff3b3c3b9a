/**
 * What all expressions are made of: tokens, document paths and reserved words, and the order in which the service
 * reports what is wrong. No grammar of a whole expression, no placeholders' values.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html">Referring to
 *     item attributes when using expressions in DynamoDB</a>
 */
package emulators.dynamodb.expression.syntax;
