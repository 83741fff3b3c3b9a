package emulators.dynamodb.operation.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.DynamoDbArns;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.stream.StreamDefinition;
import emulators.dynamodb.table.Billing;
import emulators.dynamodb.table.Definition;
import emulators.dynamodb.table.Table;
import emulators.wire.shape.Json;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The description of a table in answers.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html">TableDescription</a>
 */
public final class TableDescription {

    private final Table table;
    private final DynamoDbArns arns;

    TableDescription(Table table, DynamoDbArns arns) {
        this.table = requireNonNull(table, "table");
        this.arns = requireNonNull(arns, "arns");
    }

    /** @param status ACTIVE or DELETING; there are no intermediate states, because all changes are immediate */
    ObjectNode withStatus(String status) {
        Definition definition = table.definition();
        ObjectNode json = Json.object();
        ArrayNode attributes = json.putArray("AttributeDefinitions");
        definition.attributes().forEach(attribute -> attributes
                .addObject()
                .put("AttributeName", attribute.name())
                .put("AttributeType", attribute.type()));
        json.put("TableName", definition.name());
        json.set("KeySchema", keySchema(definition.schema()));
        json.put("TableStatus", status);
        json.set("CreationDateTime", seconds(definition.created()));
        addBilling(json, definition);
        json.put("TableSizeBytes", table.bytes());
        json.put("ItemCount", table.items().size());
        json.put("TableArn", arns.table(definition.name()));
        json.put("TableId", definition.id());
        table.stream().ifPresent(stream -> addStream(json, stream.definition()));
        definition.tableClass().ifPresent(name -> json.putObject("TableClassSummary")
                .put("TableClass", name));
        json.put("DeletionProtectionEnabled", definition.deletionProtected());
        return json;
    }

    private static void addBilling(ObjectNode json, Definition definition) {
        Billing billing = definition.billing();
        if (billing.onDemand()) {
            ObjectNode summary = json.putObject("BillingModeSummary");
            summary.put("BillingMode", "PAY_PER_REQUEST");
            summary.set("LastUpdateToPayPerRequestDateTime", seconds(definition.created()));
        }
        json.putObject("ProvisionedThroughput")
                .put("NumberOfDecreasesToday", 0)
                .put("ReadCapacityUnits", billing.readUnits())
                .put("WriteCapacityUnits", billing.writeUnits());
    }

    private static void addStream(ObjectNode json, StreamDefinition stream) {
        json.putObject("StreamSpecification")
                .put("StreamEnabled", true)
                .put("StreamViewType", stream.viewType().name());
        json.put("LatestStreamLabel", stream.label());
        json.put("LatestStreamArn", stream.arn());
    }

    /** Returns the key schema, partition key first. */
    public static ArrayNode keySchema(KeySchema schema) {
        ArrayNode json = Json.mapper().createArrayNode();
        schema.attributes().forEach(attribute -> json.addObject()
                .put("AttributeName", attribute.name())
                .put("KeyType", attribute.role().name()));
        return json;
    }

    /** Formats a time for the API: seconds since the epoch, with milliseconds. */
    public static JsonNode seconds(Instant instant) {
        return Json.mapper().getNodeFactory().numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
}
