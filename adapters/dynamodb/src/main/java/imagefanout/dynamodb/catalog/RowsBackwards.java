package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The rows of a partition in descending order. Pages are read when needed; the caller chooses their size. */
final class RowsBackwards {
    private final ItemQueries queries;
    private final String partition;
    private final String first;
    private final Deque<BuildRow> ahead = new ArrayDeque<>();
    private String last;
    private Optional<StoredKey> after = Optional.empty();
    private boolean allRead;

    /** @param page the number of rows that are read at once */
    RowsBackwards(ItemQueries queries, String partition, String prefix, String last, int page) {
        this.queries = requireNonNull(queries, "queries");
        this.partition = requireNonNull(partition, "partition");
        this.first = prefix.isEmpty() ? StoredKey.NEXT : prefix;
        this.last = requireNonNull(last, "last");
        read(page);
    }

    private void read(int page) {
        List<StoredItem> items = queries.descending(partition, first, last, after, page, Consistency.EVENTUAL);
        items.forEach(item -> ahead.add(new BuildRow(item)));
        allRead = items.size() < page;
        if (!allRead) {
            after = Optional.of(items.get(items.size() - 1).key());
        }
    }

    /** @param page how many rows to read if none is left of those that were read */
    boolean hasNext(int page) {
        if (ahead.isEmpty() && !allRead) {
            read(page);
        }
        return !ahead.isEmpty();
    }

    BuildRow next() {
        return ahead.remove();
    }

    /** Whether rows are left, as far as known without another read. */
    boolean mayHaveNext() {
        return !ahead.isEmpty() || !allRead;
    }

    /** Skips the rows down to this sort key. */
    void skipTo(String sort) {
        while (!ahead.isEmpty() && ahead.peek().item().key().sort().compareTo(sort) >= 0) {
            ahead.remove();
        }
        if (ahead.isEmpty() && !allRead) {
            last = sort;
            after = Optional.empty();
        }
    }
}
