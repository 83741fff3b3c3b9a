package emulators.dynamodb.operation.batch;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.table.Table;
import emulators.wire.protocol.ServiceException;
import java.util.Optional;

/** The progress of a batch. A fault or a key limit may leave some items unprocessed. */
final class BatchProgress {

    private final Session session;
    private final KeyLimits.Kind kind;
    private int done;
    private Optional<ServiceException> throttled = Optional.empty();

    BatchProgress(Session session, KeyLimits.Kind kind) {
        this.session = requireNonNull(session, "session");
        this.kind = requireNonNull(kind, "kind");
    }

    /** Whether one more item may be processed. If so, counts the item and its units. */
    boolean admits(Table table, ItemKey key, double units) {
        if (done >= session.disturbance().processed().orElse(Integer.MAX_VALUE)) {
            return false;
        }
        try {
            session.charge(kind, table, key.partition(), units);
        } catch (ServiceException e) {
            throttled = Optional.of(e);
            return false;
        }
        done++;
        return true;
    }

    /** @throws ServiceException if every item was throttled, so that the whole call is throttled */
    void throwIfNothingDone() {
        if (done == 0 && throttled.isPresent()) {
            throw throttled.get();
        }
    }
}
