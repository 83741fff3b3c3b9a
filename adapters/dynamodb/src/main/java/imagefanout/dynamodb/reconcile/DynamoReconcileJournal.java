package imagefanout.dynamodb.reconcile;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.reconcile.LastReconcile;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores the journal in the catalog's table: one item for the entry, one for each note and mark, and one for what a sweep has seen. */
public final class DynamoReconcileJournal implements ReconcileJournal, LastReconcile {
    private final TableAccess table;

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
        boolean written = table.inTable(
                "write the reconcile's journal",
                () -> table.put(JournalItem.of(now), WriteConditions.counted(JournalItem.VERSION, was.version())));
        // If the response to a successful write is lost, the SDK's retry fails the condition on its own item.
        return written || read().equals(now);
    }

    @Override
    public SortedSet<Note> notes() {
        return table.inTable("read the reconcile's notes", () -> table.queries().ascending(JournalKeys.NOTES).stream()
                .map(JournalKeys::note)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public void add(Collection<Note> notes) {
        write("write the reconcile's notes", notes, note -> Batches.put(JournalKeys.note(note)));
    }

    @Override
    public void remove(Collection<Note> notes) {
        write("remove the reconcile's notes", notes, note -> Batches.delete(JournalKeys.key(note)));
    }

    @Override
    public SeenBuilds seen(Instant sweep) {
        return table.inTable("read what the reconcile has seen", () -> table.get(JournalKeys.SEEN)
                .flatMap(item -> JournalKeys.seen(item, sweep))
                .orElseGet(() -> SeenBuilds.none(sweep)));
    }

    @Override
    public void keep(SeenBuilds seen) {
        table.runInTable("write what the reconcile has seen", () -> table.put(JournalKeys.seen(seen)));
    }

    @Override
    public void forgetSeen() {
        write("remove what the reconcile has seen", List.of(JournalKeys.SEEN), Batches::delete);
    }

    @Override
    public Map<PipelineArn, Digest> marks(Region region) {
        return table.inTable(
                "read the reconcile's marks", () -> table.queries().ascending(JournalKeys.marks(region)).stream()
                        .collect(Collectors.toMap(JournalKeys::marked, JournalKeys::fingerprint)));
    }

    @Override
    public void mark(Map<PipelineArn, Digest> marks) {
        write(
                "write the reconcile's marks",
                marks.entrySet(),
                mark -> Batches.put(JournalKeys.mark(mark.getKey(), mark.getValue())));
    }

    private <T> void write(String what, Collection<T> items, Function<T, Batches.ItemWrite> write) {
        if (!items.isEmpty()) {
            table.runInTable(what, () -> table.batches().write(items.stream().map(write)));
        }
    }
}
