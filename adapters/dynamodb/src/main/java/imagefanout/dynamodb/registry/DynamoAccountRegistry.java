package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.KnownRegions;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.WrittenValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the account registry in a DynamoDB table with one row per account, keyed by account ID. Operators also edit this table
 * directly.
 */
public final class DynamoAccountRegistry implements AccountRegistry {
    private static final List<String> DECIDING_ATTRIBUTES =
            List.of(RegistryRow.STATUS, RegistryRow.GROUPS, RegistryRow.REGIONS, RegistryRow.MANAGED_BY);

    private final TableAccess table;
    private final RowTable rows;

    public DynamoAccountRegistry(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, RegistryRow.ACCOUNT_ID, deadline);
        this.rows = this.table.rows();
    }

    @Override
    public Optional<RegistryRow> account(AccountId id) {
        return table.inTable(
                "read the row of " + id,
                () -> rows.stored(id.value()).map(RowTable::written).map(DynamoAccountRegistry::parse));
    }

    @Override
    public ResultPage<RegistryRow, String> rows(Optional<String> after) {
        ResultPage<Map<String, WrittenValue>, String> page =
                rows.rows("read the registry to its end", after, row -> row);
        List<RegistryRow> accounts = page.items().stream()
                .filter(row -> !ImportMarkItem.isMark(row))
                .map(DynamoAccountRegistry::parse)
                .toList();
        return new ResultPage<>(accounts, page.next());
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
        return table.inTable(
                "extend the row of " + asRead.id(),
                () -> unchanged(asRead).filter(row -> extend(row, extended)).isPresent());
    }

    @Override
    public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
        return table.inTable("replace the row of " + asRead.id(), () -> unchanged(asRead)
                .filter(row -> asRead.imported().isPresent())
                .filter(row -> table.update(
                        StoredItem.of(RowTable.stored(now.written()))
                                .clearing(asRead.written().keySet()),
                        unchanged(row)))
                .isPresent());
    }

    @Override
    public ImportMark importMark() {
        return table.inTable(
                "read the mark of the last import",
                () -> rows.stored(ImportMarkItem.ROW).map(ImportMarkItem::mark).orElse(ImportMark.NONE));
    }

    @Override
    public boolean mark(ImportMark asRead, ImportMark now) {
        boolean written = table.inTable(
                "mark the registry",
                () -> table.put(
                        ImportMarkItem.of(now), WriteConditions.counted(ImportMarkItem.VERSION, asRead.version())));
        // If the response to a successful write is lost, the SDK's retry fails the condition on its own item.
        return written || importMark().equals(now);
    }

    /** The row as stored, if it is still the one that was read. */
    private Optional<StoredItem> unchanged(RegisteredAccount asRead) {
        return rows.stored(asRead.id().value())
                .filter(row -> parse(RowTable.written(row)).equals(asRead));
    }

    /** Holds if every deciding attribute is unchanged, including its type (set or list). */
    private static Expression unchanged(StoredItem row) {
        return WriteConditions.same(row, DECIDING_ATTRIBUTES);
    }

    private boolean extend(StoredItem row, RegisteredAccount extended) {
        StoredItem changes = StoredItem.of(Map.of())
                .text(RegistryRow.ACCOUNT_ID, extended.id())
                .value(RegistryRow.GROUPS, stored(extended.groups(), row.value(RegistryRow.GROUPS)));
        extended.regions()
                .ifPresent(
                        regions -> changes.value(RegistryRow.REGIONS, stored(regions, row.value(RegistryRow.REGIONS))));
        return table.update(changes, unchanged(row));
    }

    /** Returns a list if the attribute was stored as a list, otherwise a set. */
    private static AttributeValue stored(Set<?> values, Optional<AttributeValue> before) {
        List<String> texts = values.stream().map(Object::toString).toList();
        return before.filter(AttributeValue::hasL).isPresent()
                ? AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList())
                : AttributeValue.fromSs(texts);
    }

    private static RegistryRow parse(Map<String, WrittenValue> written) {
        return RegistryRow.parse(written, KnownRegions.REGIONS);
    }
}
