package emulators.dynamodb.operation.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.ListOf;
import emulators.dynamodb.input.Structure;
import emulators.dynamodb.input.Text;
import emulators.dynamodb.input.Unread;
import emulators.dynamodb.input.Whole;
import emulators.dynamodb.operation.Operation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.table.Definition;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Creates a table. It is active at once.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html">CreateTable</a>
 */
public final class CreateTable implements Operation {

    @Override
    public Structure input() {
        Structure attribute = Structure.of("AttributeDefinition")
                .requires("AttributeName", Members.ATTRIBUTE_NAME)
                .requires("AttributeType", Text.oneOf("B", "N", "S"));
        Structure index = Structure.of("Index")
                .requires("IndexName", Text.ofLength(3, 255))
                .requires("KeySchema", keySchema())
                .requires("Projection", new Unread());
        return Structure.of("CreateTableInput")
                .begins("TableName", Members.NEW_TABLE_NAME)
                .requires("AttributeDefinitions", ListOf.any(attribute))
                .requires("KeySchema", keySchema())
                .allows("BillingMode", Text.oneOf("PROVISIONED", "PAY_PER_REQUEST"))
                .allows("ProvisionedThroughput", throughput())
                .allows("LocalSecondaryIndexes", ListOf.any(index))
                .allows("GlobalSecondaryIndexes", ListOf.any(index))
                .allows("StreamSpecification", stream())
                .allows("TableClass", Text.oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
                .allows("DeletionProtectionEnabled", Members.FLAG);
    }

    private static ListOf keySchema() {
        return ListOf.between(
                1,
                2,
                Structure.of("KeySchemaElement")
                        .requires("AttributeName", Members.ATTRIBUTE_NAME)
                        .requires("KeyType", Text.oneOf("HASH", "RANGE")));
    }

    private static Structure throughput() {
        return Structure.of("ProvisionedThroughput")
                .requires("ReadCapacityUnits", Whole.atLeast(1))
                .requires("WriteCapacityUnits", Whole.atLeast(1));
    }

    private static Structure stream() {
        return Structure.of("StreamSpecification")
                .requires("StreamEnabled", Members.FLAG)
                .allows("StreamViewType", Text.oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"));
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
