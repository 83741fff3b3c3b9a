package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.account.DynamoDbArns;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.account.State;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.operation.DynamoDbOperation;
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
 * One account's tables and streams, without a socket. Thread-safe: calls run one at a time.
 *
 * <p>{@link #copy()} takes constant time. Two accounts are equal if their tables have the same names and items; definitions, streams, and clocks are not compared. {@code equals} and {@code hashCode} are fast for copies, because copies share most items.
 */
public final class DynamoDb {

    private final Operations operations;
    private final DynamoDbArns arns;
    private final InstantSource clock;
    private final KeyLimits keyLimits;
    private State state;

    private DynamoDb(Operations operations, DynamoDbArns arns, InstantSource clock, KeyLimits keyLimits, State state) {
        this.operations = requireNonNull(operations, "operations");
        this.arns = requireNonNull(arns, "arns");
        this.clock = requireNonNull(clock, "clock");
        this.keyLimits = requireNonNull(keyLimits, "keyLimits");
        this.state = requireNonNull(state, "state");
    }

    /** Creates an account without tables. The host and port options are ignored. */
    public static DynamoDb empty(DynamoDbOptions options) {
        return new DynamoDb(
                new Operations(),
                new DynamoDbArns(options.region(), options.account()),
                options.clock(),
                new KeyLimits(options.keyLimits()),
                State.empty());
    }

    /**
     * Runs an operation of DynamoDB or DynamoDB Streams.
     *
     * @param operation such as {@code PutItem}
     * @param request the body of the request; must not be modified afterwards
     * @return the body of the answer
     * @throws ServiceException if the service would return an error; nothing has changed
     */
    public ObjectNode call(String operation, ObjectNode request) {
        return call(operation, request, Disturbance.none());
    }

    /** Runs an operation only partly: a page ends early, or a batch leaves items unprocessed. */
    public ObjectNode call(String operation, ObjectNode request, Disturbance disturbance) {
        try {
            return answer(operations.find(operation, request), request, disturbance);
        } catch (ValidationException e) {
            throw new ServiceException(Errors.VALIDATION, e.getMessage());
        } catch (SerializationException e) {
            throw new ServiceException(Errors.SERIALIZATION, e.getMessage());
        }
    }

    private synchronized ObjectNode answer(DynamoDbOperation operation, ObjectNode request, Disturbance disturbance) {
        Instant now = clock.instant();
        expire(now);
        Session session = new Session(state, arns, now, keyLimits, disturbance);
        ObjectNode answer = operation.answer(request, session);
        state = session.state();
        return answer;
    }

    /** Expired data is removed even if the call fails. */
    private void expire(Instant now) {
        Session session = new Session(state, arns, now, keyLimits, Disturbance.none());
        session.expire();
        state = session.state();
    }

    /** Returns an independent account with the same contents and the same clock. */
    public synchronized DynamoDb copy() {
        return new DynamoDb(operations, arns, clock, keyLimits.copy(), state);
    }

    /** Sets whether each partition key value is limited to 1,000 write units and 3,000 read units per second. */
    public synchronized void limitKeys(boolean limited) {
        keyLimits.enforce(limited);
    }

    /** Whether partition keys are limited. */
    public synchronized boolean limitsKeys() {
        return keyLimits.isEnforced();
    }

    /** Returns every item, by table name. The items are in scan order. */
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
