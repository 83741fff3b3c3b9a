/**
 * The legacy parameters that expressions have replaced. Requests with legacy parameters are rewritten to equivalent expressions.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html">Legacy
 *     DynamoDB conditional parameters</a>
 */
package emulators.dynamodb.legacy;
