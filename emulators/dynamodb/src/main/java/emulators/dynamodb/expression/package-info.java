/**
 * DynamoDB's expressions: conditions, key conditions, projections and updates, parsed with their placeholders bound, and
 * evaluated on items. No tables and no requests: others decide which expression a request may have and what follows.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html">Using expressions in
 *     DynamoDB</a>
 */
package emulators.dynamodb.expression;
