/**
 * The parameters that expressions have replaced: a request that has them is rewritten to one with expressions that mean the
 * same.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html">Legacy
 *     DynamoDB conditional parameters</a>
 */
package emulators.dynamodb.legacy;
