/**
 * The values that DynamoDB stores: the ten types of an attribute, items, their sizes and the order of keys. No tables,
 * no expressions, no HTTP.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Supported
 *     data types and naming rules in DynamoDB</a>
 */
package emulators.dynamodb.value;
