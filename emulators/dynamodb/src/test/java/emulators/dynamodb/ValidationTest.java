package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.wire.protocol.ServiceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid requests get the same error messages as from the service. */
class ValidationTest {

    private final InMemory db = new InMemory();

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "PutItem",
                        "{'Item':{}}",
                        "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member "
                                + "must not be null"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'no!','Item':{}}",
                        "1 validation error detected: Value 'no!' at 'tableName' failed to satisfy constraint: Member "
                                + "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'things','Item':{'id':{'S':'a'}},'ReturnValues':'X','ReturnConsumedCapacity':'Y'}",
                        "2 validation errors detected: Value 'X' at 'returnValues' failed to satisfy constraint: Member "
                                + "must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; "
                                + "Value 'Y' at 'returnConsumedCapacity' failed to satisfy constraint: Member must "
                                + "satisfy enum value set: [INDEXES, TOTAL, NONE]"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'things','Item':{'id':{'S':'a'}},'ReturnValues':'ALL_NEW'}",
                        "Return values set to invalid value"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'things','Item':{'x':{'S':'a'}}}",
                        "One or more parameter values were invalid: Missing the key id in the item"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'things','Item':{'id':{'N':'1'}}}",
                        "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N"),
                Arguments.of(
                        "PutItem",
                        """
                        {'TableName':'things','Item':{'id':{'S':'a'}},'Expected':{'id':{'Exists':false}},
                         'ConditionExpression':'attribute_not_exists(id)'}""",
                        "Can not use both expression and non-expression parameters in the same request: Non-expression "
                                + "parameters: {Expected} Expression parameters: {ConditionExpression}"),
                Arguments.of(
                        "PutItem",
                        "{'TableName':'things','Item':{'id':{'S':'a'}},'ExpressionAttributeNames':{'#a':'a'}}",
                        "ExpressionAttributeNames can only be specified when using expressions: ConditionExpression is "
                                + "null"),
                Arguments.of(
                        "GetItem",
                        "{'TableName':'parts','Key':{'id':{'S':'a'}}}",
                        "The provided key element does not match the schema"),
                Arguments.of(
                        "UpdateItem",
                        """
                        {'TableName':'parts','Key':{'id':{'S':'a'},'part':{'N':'1'}},'UpdateExpression':'SET part = :p',
                         'ExpressionAttributeValues':{':p':{'N':'2'}}}""",
                        "One or more parameter values were invalid: Cannot update attribute part. This attribute is "
                                + "part of the key"),
                Arguments.of(
                        "Query",
                        "{'TableName':'parts'}",
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."),
                Arguments.of(
                        "Query",
                        """
                        {'TableName':'parts','KeyConditionExpression':'id = :i','FilterExpression':'part > :p',
                         'ExpressionAttributeValues':{':i':{'S':'a'},':p':{'N':'2'}}}""",
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: part"),
                Arguments.of(
                        "Query",
                        """
                        {'TableName':'parts','KeyConditionExpression':'id = :i',
                         'ExpressionAttributeValues':{':i':{'S':'a'}},
                         'ExclusiveStartKey':{'id':{'S':'b'},'part':{'N':'1'}}}""",
                        "The provided starting key is outside query boundaries based on provided conditions"),
                Arguments.of(
                        "Query",
                        """
                        {'TableName':'parts','KeyConditionExpression':'id = :i','Limit':0,
                         'ExpressionAttributeValues':{':i':{'S':'a'}}}""",
                        "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have "
                                + "value greater than or equal to 1"),
                Arguments.of(
                        "Scan",
                        "{'TableName':'things','Select':'SPECIFIC_ATTRIBUTES'}",
                        "One or more parameter values were invalid: Must specify the AttributesToGet or "
                                + "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"),
                Arguments.of(
                        "Scan",
                        "{'TableName':'parts','FilterExpression':'attribute_exists(part.x)'}",
                        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                                + "Key: part"),
                Arguments.of(
                        "Scan",
                        "{'TableName':'parts','ExclusiveStartKey':{'id':{'S':'b'}}}",
                        "Exclusive Start Key must have same size as table's key schema"),
                Arguments.of(
                        "BatchGetItem",
                        "{'RequestItems':{'things':{'Keys':[{'id':{'S':'b'}},{'id':{'S':'b'}}]}}}",
                        "Provided list of item keys contains duplicates"),
                Arguments.of(
                        "TransactWriteItems",
                        """
                        {'TransactItems':[{'Put':{'TableName':'things','Item':{'id':{'S':'a'}}}},
                                          {'Delete':{'TableName':'things','Key':{'id':{'S':'a'}}}}]}""",
                        "Transaction request cannot include multiple operations on one item"),
                Arguments.of(
                        "CreateTable",
                        """
                        {'TableName':'more','BillingMode':'PAY_PER_REQUEST',
                         'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'},
                                                 {'AttributeName':'b','AttributeType':'S'}],
                         'KeySchema':[{'AttributeName':'a','KeyType':'HASH'}]}""",
                        "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly "
                                + "match number of attributes defined in AttributeDefinitions"),
                Arguments.of(
                        "CreateTable",
                        """
                        {'TableName':'more','BillingMode':'PAY_PER_REQUEST',
                         'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'},
                                                 {'AttributeName':'b','AttributeType':'S'}],
                         'KeySchema':[{'AttributeName':'a','KeyType':'HASH'}],
                         'GlobalSecondaryIndexes':[{'IndexName':'byB','Projection':{'ProjectionType':'ALL'},
                           'KeySchema':[{'AttributeName':'b','KeyType':'HASH'}]}]}""",
                        "This emulator does not support secondary indexes. Create the table without "
                                + "GlobalSecondaryIndexes [byB]."));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refusesWithTheServicesMessages(String operation, String request, String message) {
        ServiceException refused = db.refused(operation, request);

        assertThat(refused.type().name()).isEqualTo("ValidationException");
        assertThat(refused).hasMessage(message);
    }

    @Test
    void refusesValuesOfAnotherJsonTypeBeforeEverythingElse() {
        ServiceException refused = db.refused("PutItem", "{'TableName':5,'ReturnValues':'X'}");

        assertThat(refused.type().name()).isEqualTo("SerializationException");
    }

    @Test
    void reportsWhichActionOfATransactionDoesNotFitItsTable() {
        ServiceException refused = db.refused("TransactWriteItems", """
                {'TransactItems':[{'Put':{'TableName':'things','Item':{'id':{'S':'a'}}}},
                                  {'Put':{'TableName':'things','Item':{'id':{'N':'1'}}}}]}""");

        assertThat(refused)
                .hasMessage("Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
                        + "ValidationError]");
        assertThat(refused.members().at("/CancellationReasons/1/Message").textValue())
                .contains("Type mismatch for key id");
    }

    @Test
    void aTransactionIsTheSameWhateverTheOrderOfItsMembers() {
        db.call("TransactWriteItems", """
                {'ClientRequestToken':'t','TransactItems':[
                 {'Put':{'TableName':'things','Item':{'id':{'S':'a'},'v':{'N':'1'}},
                         'ConditionExpression':'attribute_not_exists(id)'}}]}""");

        db.call("TransactWriteItems", """
                {'TransactItems':[
                 {'Put':{'ConditionExpression':'attribute_not_exists(id)',
                         'Item':{'v':{'N':'1'},'id':{'S':'a'}},'TableName':'things'}}],'ClientRequestToken':'t'}""");

        assertThat(db.dynamoDb().contents().get("things")).hasSize(1);
    }
}
