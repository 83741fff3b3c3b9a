package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.stream.Change;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.SortedTree;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.wire.protocol.ServiceException;
import java.time.Instant;
import java.util.Optional;

/**
 * The state that one call sees and changes. Other calls see the changes once it has succeeded. Used by one thread.
 */
public final class Session {

    private final Arns arns;
    private final Instant now;
    private final KeyLimits keyLimits;
    private final Disturbance disturbance;
    private State state;

    public Session(State state, Arns arns, Instant now, KeyLimits keyLimits, Disturbance disturbance) {
        this.state = requireNonNull(state, "state");
        this.arns = requireNonNull(arns, "arns");
        this.now = requireNonNull(now, "now");
        this.keyLimits = requireNonNull(keyLimits, "keyLimits");
        this.disturbance = requireNonNull(disturbance, "disturbance");
    }

    public State state() {
        return state;
    }

    public Arns arns() {
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
     * The table that a call on items names.
     *
     * @throws ServiceException if there is none
     */
    public Table table(String nameOrArn) {
        return find(nameOrArn).orElseThrow(Errors::tableNotFound);
    }

    /** Adds the table, or puts it in place of that of its name. */
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

    /** Stores the item under the key, or deletes it, and adds a record to the table's stream if that changes anything. */
    public void write(Table table, ItemKey key, Optional<Item> after) {
        write(table.name(), key, after, Change.Cause.CALLER);
    }

    private void write(String tableName, ItemKey key, Optional<Item> after, Change.Cause cause) {
        Table table = state.tables().get(tableName).orElseThrow();
        Optional<Item> before = table.get(key);
        if (before.equals(after)) {
            return;
        }
        Table changed = after.map(item -> table.with(key, item)).orElseGet(() -> table.without(key));
        if (table.stream().isPresent()) {
            Change change = new Change(table.schema().toItem(key), before, after, cause);
            changed = changed.withStream(table.stream().get().with(nextSequence(), change, now));
        }
        put(changed);
    }

    /** A number that is higher than that of every stream record. */
    public long nextSequence() {
        state = state.withSequence(state.sequence() + 1);
        return state.sequence();
    }

    /** Deletes every item that has expired, and removes streams and transactions that are too old to be used. */
    public void expire() {
        state.tables().values().forEach(this::expireItems);
        forgetStreams();
        state = state.withTransactions(state.transactions().at(now));
    }

    private void expireItems(Table table) {
        Optional<ItemKey> expired = table.firstExpired(now);
        while (expired.isPresent()) {
            write(table.name(), expired.get(), Optional.empty(), Change.Cause.TIME_TO_LIVE);
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

    /** The stream of an existing or a deleted table. */
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
     * Counts the units that a call consumes of one partition key value.
     *
     * @throws ServiceException if the value has too few units left in this second
     */
    public void charge(KeyLimits.Kind kind, Table table, AttributeValue partition, double units) {
        if (!keyLimits.admits(kind, table.name(), partition, units, now)) {
            throw Errors.keyLimitExceeded(
                    table.definition().billing().onDemand(), kind.reason(), arns.table(table.name()));
        }
    }
}
