package emulators.dynamodb.stream;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.tree.SortedTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * The stream of a table: one shard with the records of the last 24 hours. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html">Change data capture for
 *     DynamoDB Streams</a>
 */
public final class ChangeStream {

    private static final Duration KEPT = Duration.ofHours(24);

    private final StreamDefinition definition;
    private final SortedTree<Long, StreamRecord> records;
    private final Optional<Instant> disabled;

    private ChangeStream(
            StreamDefinition definition, SortedTree<Long, StreamRecord> records, Optional<Instant> disabled) {
        this.definition = requireNonNull(definition, "definition");
        this.records = requireNonNull(records, "records");
        this.disabled = requireNonNull(disabled, "disabled");
    }

    public static ChangeStream empty(StreamDefinition definition) {
        return new ChangeStream(definition, SortedTree.empty(), Optional.empty());
    }

    public StreamDefinition definition() {
        return definition;
    }

    public boolean isDisabled() {
        return disabled.isPresent();
    }

    /** Whether the stream was closed so long ago that no records are left. */
    public boolean isGone(Instant now) {
        return disabled.isPresent() && disabled.get().plus(KEPT).isBefore(now);
    }

    /** Returns the records from a sequence number on that are at most 24 hours old. */
    public Iterator<StreamRecord> from(long sequence, Instant now) {
        long first = Math.max(sequence, firstSequence(now));
        return records.ascending(key -> key < first ? -1 : 0);
    }

    /** Returns the sequence number of the oldest readable record; if there is none, that of the next record. */
    public long firstSequence(Instant now) {
        Iterator<StreamRecord> all = records.ascending(key -> 0);
        while (all.hasNext()) {
            StreamRecord record = all.next();
            if (!isTrimmed(record, now)) {
                return record.sequence();
            }
        }
        return nextSequence();
    }

    /** Returns the sequence number of the newest record; if there is none, one less than the stream's first number. */
    private long lastSequence() {
        Iterator<StreamRecord> newest = records.descending(key -> 0);
        return newest.hasNext() ? newest.next().sequence() : definition.firstSequence() - 1;
    }

    /** Returns the last sequence number of a closed stream. */
    public Optional<String> endingSequenceNumber() {
        return disabled.map(ignored -> SequenceNumber.text(Math.max(lastSequence(), definition.firstSequence())));
    }

    private long nextSequence() {
        return lastSequence() + 1;
    }

    /** Returns a stream with one more record. Expired records are removed. */
    public ChangeStream with(long sequence, ItemChange change, Instant now) {
        SortedTree<Long, StreamRecord> kept = records;
        Optional<StreamRecord> oldest = kept.first();
        while (oldest.isPresent() && isTrimmed(oldest.get(), now)) {
            kept = kept.without(oldest.get().sequence());
            oldest = kept.first();
        }
        StreamRecord record = new StreamRecord(sequence, now, change, definition.viewType());
        return new ChangeStream(definition, kept.with(sequence, record), disabled);
    }

    public ChangeStream disabledAt(Instant now) {
        return new ChangeStream(definition, records, Optional.of(now));
    }

    private static boolean isTrimmed(StreamRecord record, Instant now) {
        return record.created().plus(KEPT).isBefore(now);
    }
}
