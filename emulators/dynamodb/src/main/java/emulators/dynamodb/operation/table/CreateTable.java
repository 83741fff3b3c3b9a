package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.input.Unread;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.table.Definition;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Creates a table. It is active immediately.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html">CreateTable</a>
 */
public final class CreateTable implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        InputStructure attribute = InputStructure.of("AttributeDefinition")
                .requires("AttributeName", Members.ATTRIBUTE_NAME)
                .requires("AttributeType", InputText.oneOf("B", "N", "S"));
        InputStructure index = InputStructure.of("Index")
                .requires("IndexName", InputText.ofLength(3, 255))
                .requires("KeySchema", keySchema())
                .requires("Projection", new Unread());
        return InputStructure.of("CreateTableInput")
                .begins("TableName", Members.NEW_TABLE_NAME)
                .requires("AttributeDefinitions", InputList.any(attribute))
                .requires("KeySchema", keySchema())
                .allows("BillingMode", InputText.oneOf("PROVISIONED", "PAY_PER_REQUEST"))
                .allows("ProvisionedThroughput", throughput())
                .allows("LocalSecondaryIndexes", InputList.any(index))
                .allows("GlobalSecondaryIndexes", InputList.any(index))
                .allows("StreamSpecification", stream())
                .allows("TableClass", InputText.oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
                .allows("DeletionProtectionEnabled", Members.FLAG);
    }

    private static InputList keySchema() {
        return InputList.between(
                1,
                2,
                InputStructure.of("KeySchemaElement")
                        .requires("AttributeName", Members.ATTRIBUTE_NAME)
                        .requires("KeyType", InputText.oneOf("HASH", "RANGE")));
    }

    private static InputStructure throughput() {
        return InputStructure.of("ProvisionedThroughput")
                .requires("ReadCapacityUnits", InputNumber.atLeast(1))
                .requires("WriteCapacityUnits", InputNumber.atLeast(1));
    }

    private static InputStructure stream() {
        return InputStructure.of("StreamSpecification")
                .requires("StreamEnabled", Members.FLAG)
                .allows("StreamViewType", InputText.oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"));
    }

    @Override
    public void checkPresence(ObjectNode request) {
        if (!request.hasNonNull("TableName")) {
            throw new ValidationException("The parameter 'TableName' is required but was not present in the request");
        }
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        Definition definition = new TableRequest(request).definition(session);
        Optional<ChangeStream> stream = StreamRequest.in(request, definition, session);
        if (session.find(definition.name()).isPresent()) {
            throw Errors.tableExists(definition.name());
        }
        Table table = Table.empty(definition, stream);
        session.put(table);
        ObjectNode answer = Json.object();
        answer.set("TableDescription", new TableDescription(table, session.arns()).withStatus("ACTIVE"));
        return answer;
    }
}
