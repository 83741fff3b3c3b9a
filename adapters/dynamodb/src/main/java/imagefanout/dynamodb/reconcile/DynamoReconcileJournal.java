package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.reconcile.ReconcileJournal;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The journal in one item of the catalog's table. Made anew for each invocation, around a client that lives on. */
public final class DynamoReconcileJournal implements ReconcileJournal, LastReconcile {
    private final TableAccess table;

    /** @param deadline bounds every call */
    public DynamoReconcileJournal(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
    }

    @Override
    public JournalEntry read() {
        return read(Consistency.STRONG);
    }

    @Override
    public Optional<Instant> endedAt() {
        return read(Consistency.EVENTUAL).history().lastCleanAt();
    }

    private JournalEntry read(Consistency consistency) {
        return table.inTable(
                "read the reconcile's journal", () -> table.read(JournalItem.SCHEMA, JournalItem.KEY, consistency)
                        .map(JournalItem::entry)
                        .orElse(JournalEntry.FIRST));
    }

    @Override
    public boolean replace(JournalEntry was, JournalEntry now) {
        boolean written = table.inTable(
                "write the reconcile's journal",
                () -> TableAccess.conditionally(() -> table.items(JournalItem.SCHEMA)
                        .putItem(put -> put.item(JournalItem.of(now)).conditionExpression(isStill(was)))));
        // When the answer to the first attempt is lost, the SDK's next one meets what the first wrote.
        return written || read().equals(now);
    }

    private static Expression isStill(JournalEntry was) {
        if (was.equals(JournalEntry.FIRST)) {
            return Expression.builder()
                    .expression("attribute_not_exists(#pk)")
                    .putExpressionName("#pk", CatalogTable.PARTITION_KEY)
                    .build();
        }
        return Expression.builder()
                .expression("#v = :was")
                .putExpressionName("#v", JournalItem.VERSION)
                .putExpressionValue(":was", AttributeValue.fromN(Long.toString(was.version())))
                .build();
    }
}
