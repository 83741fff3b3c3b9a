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
        return table.inTable("read the reconcile's journal", () -> table.get(JournalItem.KEY, consistency)
                .map(JournalItem::entry)
                .orElse(JournalEntry.FIRST));
    }

    @Override
    public boolean replace(JournalEntry was, JournalEntry now) {
        Expression isStill = was.equals(JournalEntry.FIRST)
                ? WriteConditions.absent(CatalogTable.PARTITION_KEY)
                : WriteConditions.equal(JournalItem.VERSION, AttributeValue.fromN(Long.toString(was.version())));
        boolean written = table.inTable("write the reconcile's journal", () -> table.put(JournalItem.of(now), isStill));
        // When the answer to the first attempt is lost, the SDK's next one meets what the first wrote.
        return written || read().equals(now);
    }
}
