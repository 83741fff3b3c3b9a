/**
 * The syntax that all expressions share: tokens, document paths, reserved words, and the order in which the service reports problems. No grammars of complete expressions, no placeholder values.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html">Referring to
 *     item attributes when using expressions in DynamoDB</a>
 */
package emulators.dynamodb.expression.syntax;
