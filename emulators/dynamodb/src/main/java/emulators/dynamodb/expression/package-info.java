/**
 * DynamoDB's expressions: conditions, key conditions, projections, and updates. They are parsed with bound placeholders and evaluated on items. No tables and no requests.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html">Using expressions in
 *     DynamoDB</a>
 */
package emulators.dynamodb.expression;
