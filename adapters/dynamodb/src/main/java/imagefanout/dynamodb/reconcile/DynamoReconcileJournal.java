package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.reconcile.ReconcileJournal;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the journal in one item of the catalog's table. Create one per invocation; the client may be shared across
 * invocations.
 */
public final class DynamoReconcileJournal implements ReconcileJournal, LastReconcile {
    private final TableAccess table;

    /** @param deadline limits every call */
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
        return table.inTable("read the reconcile's journal", () -> table.get(JournalItem.KEY, consistency)
                .map(JournalItem::entry)
                .orElse(JournalEntry.FIRST));
    }

    @Override
    public boolean replace(JournalEntry was, JournalEntry now) {
        Expression isUnchanged = was.equals(JournalEntry.FIRST)
                ? WriteConditions.absent(CatalogTable.PARTITION_KEY)
                : WriteConditions.equal(JournalItem.VERSION, AttributeValue.fromN(Long.toString(was.version())));
        boolean written =
                table.inTable("write the reconcile's journal", () -> table.put(JournalItem.of(now), isUnchanged));
        // If the response to a successful write is lost, the SDK's retry fails the condition on the item that it just
        // wrote.
        return written || read().equals(now);
    }
}
