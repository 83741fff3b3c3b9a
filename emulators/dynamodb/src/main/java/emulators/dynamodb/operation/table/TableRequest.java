package emulators.dynamodb.operation.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.key.KeyAttribute;
import emulators.dynamodb.key.KeyAttribute.Role;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.table.Billing;
import emulators.dynamodb.table.Definition;
import emulators.dynamodb.table.Definition.AttributeDefinition;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the definition of a new table, and checks its consistency like the service. */
final class TableRequest {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final JsonNode request;

    TableRequest(JsonNode request) {
        this.request = requireNonNull(request, "request");
    }

    Definition definition(Session session) {
        Billing billing = billing();
        Map<String, String> types = types();
        KeySchema schema = schema(types);
        refuseIndexes(schema);
        if (types.size() != schema.attributes().size()) {
            throw new ValidationException(INVALID + "Number of attributes in KeySchema does not exactly match number "
                    + "of attributes defined in AttributeDefinitions");
        }
        String name = request.get("TableName").textValue();
        return new Definition(
                name,
                id(session.arns().table(name), session.nextSequence()),
                session.now(),
                types.entrySet().stream()
                        .map(type -> new AttributeDefinition(type.getKey(), type.getValue()))
                        .toList(),
                schema,
                billing,
                Json.text(request, "TableClass"),
                request.path("DeletionProtectionEnabled").asBoolean());
    }

    /** Tables that are created one after the other with the same name have different IDs. */
    private static String id(String arn, long sequence) {
        return UUID.nameUUIDFromBytes((arn + "/" + sequence).getBytes(UTF_8)).toString();
    }

    private Billing billing() {
        JsonNode throughput = request.path("ProvisionedThroughput");
        boolean hasThroughput = throughput.isObject();
        if (request.path("BillingMode").asText().equals("PAY_PER_REQUEST")) {
            if (hasThroughput) {
                throw new ValidationException(INVALID + "Neither ReadCapacityUnits nor WriteCapacityUnits can be "
                        + "specified when BillingMode is PAY_PER_REQUEST");
            }
            return Billing.payPerRequest();
        }
        if (!hasThroughput) {
            throw new ValidationException(INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified "
                    + "when BillingMode is PROVISIONED");
        }
        return Billing.provisioned(
                throughput.get("ReadCapacityUnits").longValue(),
                throughput.get("WriteCapacityUnits").longValue());
    }

    private Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode attribute : request.get("AttributeDefinitions")) {
            String name = attribute.get("AttributeName").textValue();
            if (types.put(name, attribute.get("AttributeType").textValue()) != null) {
                throw new ValidationException("Cannot have two attributes with the same name");
            }
        }
        return types;
    }

    private KeySchema schema(Map<String, String> types) {
        List<JsonNode> elements = Json.elements(request, "KeySchema");
        List<String> names = elements.stream()
                .map(element -> element.get("AttributeName").textValue())
                .toList();
        if (names.size() > types.size()) {
            throw new ValidationException("Invalid KeySchema: Some index key attribute have no definition");
        }
        requireRole(elements.get(0), Role.HASH, "first");
        if (elements.size() > 1) {
            requireRole(elements.get(1), Role.RANGE, "second");
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw new ValidationException(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (!types.keySet().containsAll(names)) {
            throw new ValidationException(INVALID + "Some index key attributes are not defined in "
                    + "AttributeDefinitions. Keys: " + names + ", AttributeDefinitions: " + types.keySet());
        }
        return new KeySchema(
                new KeyAttribute(names.get(0), types.get(names.get(0)), Role.HASH),
                names.stream()
                        .skip(1)
                        .map(name -> new KeyAttribute(name, types.get(name), Role.RANGE))
                        .findFirst());
    }

    private static void requireRole(JsonNode element, Role role, String place) {
        if (!element.get("KeyType").textValue().equals(role.name())) {
            throw new ValidationException(
                    "Invalid KeySchema: The " + place + " KeySchemaElement is not a " + role + " key type");
        }
    }

    /** The service's own index checks come first, so that clients see the same errors. */
    private void refuseIndexes(KeySchema schema) {
        List<JsonNode> local = Json.elements(request, "LocalSecondaryIndexes");
        if (!local.isEmpty() && schema.sort().isEmpty()) {
            throw new ValidationException(INVALID + "Table KeySchema does not have a range key, which is required when "
                    + "specifying a LocalSecondaryIndex");
        }
        Set<String> names = new HashSet<>();
        for (String member : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
            for (JsonNode index : Json.elements(request, member)) {
                if (!names.add(index.get("IndexName").textValue())) {
                    throw new ValidationException(INVALID + "Duplicate index name: "
                            + index.get("IndexName").textValue());
                }
            }
        }
        if (!names.isEmpty()) {
            String member = local.isEmpty() ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
            throw new ValidationException("This emulator does not support secondary indexes. Create the table without "
                    + member + " " + names + ".");
        }
    }
}
