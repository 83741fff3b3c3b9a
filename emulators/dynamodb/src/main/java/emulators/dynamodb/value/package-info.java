/**
 * The values that DynamoDB stores: the ten attribute types, items, sizes, and key order. No tables, expressions, or HTTP.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Supported
 *     data types and naming rules in DynamoDB</a>
 */
package emulators.dynamodb.value;
