package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.ItemChange;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.SortedTree;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.wire.protocol.ServiceException;
import java.time.Instant;
import java.util.Optional;

/**
 * The state that one call reads and changes. Other calls see the changes after the call succeeds. Not thread-safe.
 */
public final class Session {

    private final DynamoDbArns arns;
    private final Instant now;
    private final KeyLimits keyLimits;
    private final Disturbance disturbance;
    private State state;

    public Session(State state, DynamoDbArns arns, Instant now, KeyLimits keyLimits, Disturbance disturbance) {
        this.state = requireNonNull(state, "state");
        this.arns = requireNonNull(arns, "arns");
        this.now = requireNonNull(now, "now");
        this.keyLimits = requireNonNull(keyLimits, "keyLimits");
        this.disturbance = requireNonNull(disturbance, "disturbance");
    }

    public State state() {
        return state;
    }

    public DynamoDbArns arns() {
        return arns;
    }

    public Instant now() {
        return now;
    }

    public Disturbance disturbance() {
        return disturbance;
    }

    public Optional<Table> find(String nameOrArn) {
        return state.tables().get(arns.tableName(nameOrArn));
    }

    /**
     * Returns the table for an item operation.
     *
     * @throws ServiceException if the table does not exist
     */
    public Table table(String nameOrArn) {
        return find(nameOrArn).orElseThrow(Errors::tableNotFound);
    }

    /** Adds the table, or replaces the one with its name. */
    public void put(Table table) {
        state = state.withTables(state.tables().with(table.name(), table));
    }

    /** Deletes the table. Its stream can still be read for a day. */
    public void delete(Table table) {
        state = state.withTables(state.tables().without(table.name()));
        table.stream()
                .map(stream -> stream.disabledAt(now))
                .ifPresent(stream -> state = state.withFormerStreams(
                        state.formerStreams().with(stream.definition().arn(), stream)));
    }

    /** Stores or deletes the item under the key. Adds a record to the table's stream if the item changes. */
    public void write(Table table, ItemKey key, Optional<Item> after) {
        write(table.name(), key, after, ItemChange.Cause.CALLER);
    }

    private void write(String tableName, ItemKey key, Optional<Item> after, ItemChange.Cause cause) {
        Table table = state.tables().get(tableName).orElseThrow();
        Optional<Item> before = table.get(key);
        if (before.equals(after)) {
            return;
        }
        Table changed = after.map(item -> table.with(key, item)).orElseGet(() -> table.without(key));
        if (table.stream().isPresent()) {
            ItemChange change = new ItemChange(table.schema().toItem(key), before, after, cause);
            changed = changed.withStream(table.stream().get().with(nextSequence(), change, now));
        }
        put(changed);
    }

    /** Returns a number higher than that of every stream record. */
    public long nextSequence() {
        state = state.withSequence(state.sequence() + 1);
        return state.sequence();
    }

    /** Deletes expired items, and removes streams and transactions that are too old. */
    public void expire() {
        state.tables().values().forEach(this::expireItems);
        forgetStreams();
        state = state.withTransactions(state.transactions().at(now));
    }

    private void expireItems(Table table) {
        Optional<ItemKey> expired = table.firstExpired(now);
        while (expired.isPresent()) {
            write(table.name(), expired.get(), Optional.empty(), ItemChange.Cause.TIME_TO_LIVE);
            expired = state.tables().get(table.name()).flatMap(current -> current.firstExpired(now));
        }
    }

    private void forgetStreams() {
        SortedTree<String, ChangeStream> streams = state.formerStreams();
        for (ChangeStream stream : streams.toList()) {
            if (stream.isGone(now)) {
                streams = streams.without(stream.definition().arn());
            }
        }
        state = state.withFormerStreams(streams);
    }

    /** Returns the stream of an existing or deleted table. */
    public Optional<ChangeStream> stream(String arn) {
        Optional<ChangeStream> former = state.formerStreams().get(arn);
        return former.isPresent()
                ? former
                : state.tables()
                        .values()
                        .flatMap(table -> table.stream().stream())
                        .filter(stream -> stream.definition().arn().equals(arn))
                        .findFirst();
    }

    public void remember(CommittedTransaction transaction) {
        state = state.withTransactions(state.transactions().with(transaction));
    }

    /**
     * Counts the units that a call consumes for one partition key value.
     *
     * @throws ServiceException if too few units are left for the value in this second
     */
    public void charge(KeyLimits.Kind kind, Table table, AttributeValue partition, double units) {
        if (!keyLimits.admits(kind, table.name(), partition, units, now)) {
            throw Errors.keyLimitExceeded(
                    table.definition().billing().onDemand(), kind.reason(), arns.table(table.name()));
        }
    }
}
