package emulators.dynamodb.table;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.tree.SortedTree;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** A table with its definition and items. Immutable. */
public final class Table {

    /**
     * Items with an older expiry time are not deleted, so that a wrong attribute does not empty a table.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html">
     *     Using time to live</a>
     */
    private static final Duration OLDEST_EXPIRY = Duration.ofDays(5 * 365);

    private final Definition definition;
    private final SortedTree<ItemKey, Item> items;
    private final long bytes;
    private final TimeToLive timeToLive;
    private final SortedTree<Expiry, ItemKey> expiries;
    private final Optional<ChangeStream> stream;

    private Table(
            Definition definition,
            SortedTree<ItemKey, Item> items,
            long bytes,
            TimeToLive timeToLive,
            SortedTree<Expiry, ItemKey> expiries,
            Optional<ChangeStream> stream) {
        this.definition = requireNonNull(definition, "definition");
        this.items = requireNonNull(items, "items");
        this.bytes = bytes;
        this.timeToLive = requireNonNull(timeToLive, "timeToLive");
        this.expiries = requireNonNull(expiries, "expiries");
        this.stream = requireNonNull(stream, "stream");
    }

    public static Table empty(Definition definition, Optional<ChangeStream> stream) {
        return new Table(definition, SortedTree.empty(), 0, TimeToLive.disabled(), SortedTree.empty(), stream);
    }

    public Definition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    public KeySchema schema() {
        return definition.schema();
    }

    /** Returns every item, in scan order. */
    public SortedTree<ItemKey, Item> items() {
        return items;
    }

    /** Returns the total size of all items. */
    public long bytes() {
        return bytes;
    }

    public TimeToLive timeToLive() {
        return timeToLive;
    }

    public Optional<ChangeStream> stream() {
        return stream;
    }

    public Optional<Item> get(ItemKey key) {
        return items.get(key);
    }

    /** Returns the items of a span of keys. */
    public Iterator<Item> items(Span<ItemKey> span, boolean forward) {
        return forward ? items.ascending(span) : items.descending(span);
    }

    /** Returns a table with the item added; an item with the same key is replaced. */
    public Table with(ItemKey key, Item item) {
        Table without = without(key);
        OptionalLong expiry = timeToLive.expiry(item);
        return new Table(
                definition,
                items.with(key, item),
                without.bytes + item.size(),
                timeToLive,
                expiry.isPresent() ? without.expiries.with(new Expiry(expiry.getAsLong(), key), key) : without.expiries,
                stream);
    }

    public Table without(ItemKey key) {
        Optional<Item> item = items.get(key);
        if (item.isEmpty()) {
            return this;
        }
        OptionalLong expiry = timeToLive.expiry(item.get());
        return new Table(
                definition,
                items.without(key),
                bytes - item.get().size(),
                timeToLive,
                expiry.isPresent() ? expiries.without(new Expiry(expiry.getAsLong(), key)) : expiries,
                stream);
    }

    public Table withStream(ChangeStream newStream) {
        return new Table(definition, items, bytes, timeToLive, expiries, Optional.of(newStream));
    }

    public Table withTimeToLive(TimeToLive newTimeToLive) {
        SortedTree<Expiry, ItemKey> newExpiries = SortedTree.empty();
        Iterator<Item> all = items.ascending(key -> 0);
        while (all.hasNext()) {
            Item item = all.next();
            OptionalLong expiry = newTimeToLive.expiry(item);
            if (expiry.isPresent()) {
                ItemKey key = schema().keyOf(item);
                newExpiries = newExpiries.with(new Expiry(expiry.getAsLong(), key), key);
            }
        }
        return new Table(definition, items, bytes, newTimeToLive, newExpiries, stream);
    }

    /** Two tables are equal if they have the same name and items. Their definitions are not compared. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Table table && name().equals(table.name()) && items.equals(table.items);
    }

    @Override
    public int hashCode() {
        return 31 * name().hashCode() + items.hashCode();
    }

    /** Returns the key of the item that expired first; empty if none has expired. */
    public Optional<ItemKey> firstExpired(Instant now) {
        if (expiries.isEmpty()) {
            return Optional.empty();
        }
        long latest = now.getEpochSecond();
        long earliest = now.minus(OLDEST_EXPIRY).getEpochSecond();
        Iterator<ItemKey> expired = expiries.ascending(expiry -> {
            if (expiry.second() < earliest) {
                return -1;
            }
            return expiry.second() < latest ? 0 : 1;
        });
        return expired.hasNext() ? Optional.of(expired.next()) : Optional.empty();
    }
}
