package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Arns;
import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.account.State;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.operation.Operation;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.SerializationException;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.protocol.ServiceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One account's tables and streams, without a socket. Each call is done whole before the next one begins; it may be
 * called from many threads.
 *
 * <p>{@link #copy()} takes no time that depends on what is stored. Two are equal when their tables have the same names and
 * the same items; definitions, streams and clocks make no difference. Equality and hash cost next to nothing where most
 * items are the same objects, as they are between copies.
 */
public final class DynamoDb {

    private final Operations operations;
    private final Arns arns;
    private final InstantSource clock;
    private final KeyLimits keyLimits;
    private State state;

    private DynamoDb(Operations operations, Arns arns, InstantSource clock, KeyLimits keyLimits, State state) {
        this.operations = requireNonNull(operations, "operations");
        this.arns = requireNonNull(arns, "arns");
        this.clock = requireNonNull(clock, "clock");
        this.keyLimits = requireNonNull(keyLimits, "keyLimits");
        this.state = requireNonNull(state, "state");
    }

    /** An account without tables. Of the options, host and port make no difference. */
    public static DynamoDb empty(DynamoDbOptions options) {
        return new DynamoDb(
                new Operations(),
                new Arns(options.region(), options.account()),
                options.clock(),
                new KeyLimits(options.keyLimits()),
                State.empty());
    }

    /**
     * Carries out an operation of DynamoDB or DynamoDB Streams.
     *
     * @param operation such as {@code PutItem}
     * @param request the body of the request; it is kept and must not change any more
     * @return the body of the answer
     * @throws ServiceException if the service would answer with an error; then nothing has changed
     */
    public ObjectNode call(String operation, ObjectNode request) {
        return call(operation, request, Disturbance.none());
    }

    /** Carries out an operation of which the service does only a part: a page ends early, or a batch is not done whole. */
    public ObjectNode call(String operation, ObjectNode request, Disturbance disturbance) {
        try {
            return answer(operations.find(operation, request), request, disturbance);
        } catch (ValidationException e) {
            throw new ServiceException(Errors.VALIDATION, e.getMessage());
        } catch (SerializationException e) {
            throw new ServiceException(Errors.SERIALIZATION, e.getMessage());
        }
    }

    private synchronized ObjectNode answer(Operation operation, ObjectNode request, Disturbance disturbance) {
        Instant now = clock.instant();
        expire(now);
        Session session = new Session(state, arns, now, keyLimits, disturbance);
        ObjectNode answer = operation.answer(request, session);
        state = session.state();
        return answer;
    }

    /** What has expired is gone whether or not the call that follows succeeds. */
    private void expire(Instant now) {
        Session session = new Session(state, arns, now, keyLimits, Disturbance.none());
        session.expire();
        state = session.state();
    }

    /** Another one with the same contents and the same clock: a call of one is not seen by the other. */
    public synchronized DynamoDb copy() {
        return new DynamoDb(operations, arns, clock, keyLimits.copy(), state);
    }

    /** Whether each partition key value may consume 1,000 write units and 3,000 read units in a second, and no more. */
    public synchronized void limitKeys(boolean limited) {
        keyLimits.enforce(limited);
    }

    /** Whether keys are limited now. */
    public synchronized boolean limitsKeys() {
        return keyLimits.isEnforced();
    }

    /** Every item of every table, by the table's name. The items are in the order of a scan. */
    public Map<String, List<Item>> contents() {
        Map<String, List<Item>> contents = new LinkedHashMap<>();
        state().tables().values().forEach(table -> contents.put(table.name(), itemsOf(table)));
        return contents;
    }

    private static List<Item> itemsOf(Table table) {
        return table.items().toList();
    }

    private synchronized State state() {
        return state;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof DynamoDb db
                        && state().tables().equals(db.state().tables());
    }

    @Override
    public int hashCode() {
        return state().tables().hashCode();
    }

    @Override
    public String toString() {
        return contents().toString();
    }
}
