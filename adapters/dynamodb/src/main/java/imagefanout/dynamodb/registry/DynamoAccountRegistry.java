package imagefanout.dynamodb.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The registry in a DynamoDB table of the shape that {@link AccountRegistryTable} gives, which people write too. Made anew for
 * each invocation, around a client that lives on.
 */
public final class DynamoAccountRegistry implements AccountRegistry {
    private static final List<String> DECIDING = List.of(RegistryRow.STATUS, RegistryRow.GROUPS, RegistryRow.REGIONS);

    /** As far as the SDK knows them; it was made before the Regions that came since. */
    private static final Set<Region> EXISTING = software.amazon.awssdk.regions.Region.regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .map(region -> new Region(region.id()))
            .collect(Collectors.toUnmodifiableSet());

    private final DynamoDbClient client;
    private final String table;
    private final RowTable rows;

    /** @param deadline bounds every call */
    public DynamoAccountRegistry(DynamoDbClient client, String table, Deadline deadline) {
        this(client, table, deadline, 0);
    }

    DynamoAccountRegistry(DynamoDbClient client, String table, Deadline deadline, int rowsPerPage) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.table = requireNonNull(table, "table");
        this.rows = new RowTable(this.client, table, RegistryRow.ACCOUNT_ID, rowsPerPage);
    }

    @Override
    public Optional<RegistryRow> account(AccountId id) {
        return asked(
                "read the row of " + id,
                () -> rows.stored(id.value()).map(RowTable::written).map(DynamoAccountRegistry::parse));
    }

    @Override
    public ResultPage<RegistryRow, String> rows(Optional<String> after) {
        return asked("read the registry to its end", () -> rows.rows(after, DynamoAccountRegistry::parse));
    }

    @Override
    public boolean add(RegisteredAccount account) {
        return asked("write the row of " + account.id(), () -> {
            try {
                client.putItem(put -> put.tableName(table)
                        .item(RowTable.stored(account.written()))
                        .conditionExpression("attribute_not_exists(#id)")
                        .expressionAttributeNames(Map.of("#id", RegistryRow.ACCOUNT_ID)));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    @Override
    public boolean extend(RegisteredAccount asRead, RegisteredAccount widened) {
        return asked("widen the row of " + asRead.id(), () -> {
            Optional<Map<String, AttributeValue>> stored =
                    rows.stored(asRead.id().value());
            boolean same = stored.map(RowTable::written)
                    .map(DynamoAccountRegistry::parse)
                    .filter(asRead::equals)
                    .isPresent();
            return same && replace(stored.get(), widened);
        });
    }

    /** As long as what decides is stored as it was, down to whether it is a set or a list. */
    private boolean replace(Map<String, AttributeValue> stored, RegisteredAccount widened) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        for (String attribute : DECIDING) {
            names.put("#" + attribute, attribute);
            if (stored.containsKey(attribute)) {
                values.put(":" + attribute, stored.get(attribute));
                conditions.add("#" + attribute + " = :" + attribute);
            } else {
                conditions.add("attribute_not_exists(#" + attribute + ")");
            }
        }
        List<String> sets = new ArrayList<>();
        set(RegistryRow.GROUPS, texts(widened.groups()), stored, values, sets);
        widened.regions().ifPresent(some -> set(RegistryRow.REGIONS, texts(some), stored, values, sets));
        try {
            client.updateItem(update -> update.tableName(table)
                    .key(Map.of(
                            RegistryRow.ACCOUNT_ID,
                            AttributeValue.fromS(widened.id().value())))
                    .updateExpression("SET " + String.join(", ", sets))
                    .conditionExpression(String.join(" AND ", conditions))
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static void set(
            String attribute,
            Set<String> texts,
            Map<String, AttributeValue> stored,
            Map<String, AttributeValue> values,
            List<String> sets) {
        boolean isList = stored.containsKey(attribute) && stored.get(attribute).hasL();
        values.put(
                ":new" + attribute,
                isList
                        ? AttributeValue.fromL(
                                texts.stream().map(AttributeValue::fromS).toList())
                        : AttributeValue.fromSs(List.copyOf(texts)));
        sets.add("#" + attribute + " = :new" + attribute);
    }

    private static Set<String> texts(Set<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static RegistryRow parse(Map<String, WrittenValue> written) {
        return RegistryRow.parse(written, EXISTING);
    }

    private <T> T asked(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException | StorageException e) {
            throw new StorageException("could not " + what + " in table " + table + ": " + e.getMessage(), e);
        }
    }
}
