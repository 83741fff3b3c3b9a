package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the account registry in a DynamoDB table with the schema of {@link AccountRegistryTable}. Operators also edit
 * this table directly. Create one per invocation; the client may be shared across invocations.
 */
public final class DynamoAccountRegistry implements AccountRegistry {
    private static final List<String> DECIDING_ATTRIBUTES =
            List.of(RegistryRow.STATUS, RegistryRow.GROUPS, RegistryRow.REGIONS);

    /** The Regions that this SDK version knows. AWS may have added others since. */
    private static final Set<Region> KNOWN_REGIONS = software.amazon.awssdk.regions.Region.regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .map(region -> new Region(region.id()))
            .collect(Collectors.toUnmodifiableSet());

    private final TableAccess table;
    private final RowTable rows;

    /** @param deadline limits every call */
    public DynamoAccountRegistry(DynamoDbClient client, String table, Deadline deadline) {
        this(client, table, deadline, 0);
    }

    DynamoAccountRegistry(DynamoDbClient client, String table, Deadline deadline, int rowsPerPage) {
        this.table = new TableAccess(client, table, RegistryRow.ACCOUNT_ID, deadline);
        this.rows = this.table.rows(rowsPerPage);
    }

    @Override
    public Optional<RegistryRow> account(AccountId id) {
        return table.inTable(
                "read the row of " + id,
                () -> rows.stored(id.value()).map(RowTable::written).map(DynamoAccountRegistry::parse));
    }

    @Override
    public ResultPage<RegistryRow, String> rows(Optional<String> after) {
        return table.inTable("read the registry to its end", () -> rows.rows(after, DynamoAccountRegistry::parse));
    }

    @Override
    public boolean add(RegisteredAccount account) {
        return table.inTable(
                "write the row of " + account.id(),
                () -> table.put(
                        StoredItem.of(RowTable.stored(account.written())),
                        WriteConditions.absent(RegistryRow.ACCOUNT_ID)));
    }

    @Override
    public boolean extend(RegisteredAccount asRead, RegisteredAccount extended) {
        return table.inTable("extend the row of " + asRead.id(), () -> {
            Optional<Map<String, AttributeValue>> stored =
                    rows.stored(asRead.id().value());
            boolean same = stored.map(RowTable::written)
                    .map(DynamoAccountRegistry::parse)
                    .filter(asRead::equals)
                    .isPresent();
            return same && replace(stored.get(), extended);
        });
    }

    /** Updates the row only if every deciding attribute is unchanged, including its type (set or list). */
    private boolean replace(Map<String, AttributeValue> stored, RegisteredAccount extended) {
        Expression unchanged = Expression.and(DECIDING_ATTRIBUTES.stream()
                .map(attribute -> stored.containsKey(attribute)
                        ? WriteConditions.equal(attribute, stored.get(attribute))
                        : WriteConditions.absent(attribute))
                .toList());
        Map<String, AttributeValue> changes = new HashMap<>();
        changes.put(RegistryRow.ACCOUNT_ID, AttributeValue.fromS(extended.id().value()));
        changes.put(RegistryRow.GROUPS, stored(extended.groups(), stored.get(RegistryRow.GROUPS)));
        extended.regions()
                .ifPresent(
                        regions -> changes.put(RegistryRow.REGIONS, stored(regions, stored.get(RegistryRow.REGIONS))));
        return table.update(StoredItem.of(changes), unchanged);
    }

    /** Returns a list if the attribute was stored as a list, otherwise a set. */
    private static AttributeValue stored(Set<?> values, AttributeValue before) {
        List<String> texts = values.stream().map(Object::toString).toList();
        return before != null && before.hasL()
                ? AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList())
                : AttributeValue.fromSs(texts);
    }

    private static RegistryRow parse(Map<String, WrittenValue> written) {
        return RegistryRow.parse(written, KNOWN_REGIONS);
    }
}
