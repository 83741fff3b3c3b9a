package emulators.dynamodb.operation.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.dynamodb.write.ConditionCheck;
import emulators.dynamodb.write.Delete;
import emulators.dynamodb.write.Put;
import emulators.dynamodb.write.UpdateWrite;
import emulators.dynamodb.write.Write;
import emulators.wire.protocol.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One action of a transaction. */
final class TransactedWrite {

    private final Write write;
    private final Table table;
    private final ItemKey key;
    private final Optional<Item> before;
    private Optional<Item> after;

    private TransactedWrite(Write write, Table table, ItemKey key) {
        this.write = requireNonNull(write, "write");
        this.table = requireNonNull(table, "table");
        this.key = requireNonNull(key, "key");
        this.before = table.get(key);
        this.after = before;
    }

    /**
     * Reads all actions.
     *
     * @throws ValidationException if an action is invalid, or two actions affect the same item
     * @throws ServiceException if a table does not exist, or an action does not fit its table
     */
    static List<TransactedWrite> all(JsonNode actions, Session session) {
        List<Write> writes = new ArrayList<>();
        actions.forEach(action -> writes.add(write(action)));
        writes.forEach(write -> session.table(write.tableName()));
        List<TransactedWrite> transacted = new ArrayList<>();
        CancellationReasons reasons = new CancellationReasons();
        for (Write write : writes) {
            Table table = session.table(write.tableName());
            try {
                transacted.add(new TransactedWrite(write, table, write.key(table)));
                reasons.addNone();
            } catch (ValidationException e) {
                reasons.addValidationError(e.getMessage());
            }
        }
        reasons.throwIfAny();
        TransactionLimits.checkOnceEach(transacted.stream()
                .map(action -> new TableKey(action.table.name(), action.key))
                .toList());
        return transacted;
    }

    private static Write write(JsonNode action) {
        List<String> kinds = Stream.of("ConditionCheck", "Put", "Update", "Delete")
                .filter(action::hasNonNull)
                .toList();
        if (kinds.size() != 1) {
            throw new ValidationException("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        JsonNode request = action.get(kinds.get(0));
        return switch (kinds.get(0)) {
            case "ConditionCheck" -> ConditionCheck.in(request);
            case "Put" -> Put.in(request);
            case "Update" -> UpdateWrite.in(request);
            default -> Delete.in(request);
        };
    }

    /**
     * Computes the item after each action.
     *
     * @throws ServiceException if an action cannot be done; the exception has a reason for each action
     */
    static void evaluate(List<TransactedWrite> writes, Session session) {
        CancellationReasons reasons = new CancellationReasons();
        writes.forEach(write -> write.evaluate(session, reasons));
        reasons.throwIfAny();
    }

    private void evaluate(Session session, CancellationReasons reasons) {
        if (!write.precondition().holds(before)) {
            reasons.addConditionalCheckFailed(write.precondition().shown(before));
            return;
        }
        try {
            after = write.after(table, before);
            session.charge(KeyLimits.Kind.WRITE, table, key.partition(), units());
            reasons.addNone();
        } catch (ValidationException e) {
            reasons.addValidationError(e.getMessage());
        } catch (ServiceException e) {
            reasons.addThrottled(e);
        }
    }

    Table table() {
        return table;
    }

    ItemKey key() {
        return key;
    }

    Optional<Item> after() {
        return after;
    }

    /** Returns the larger of the item's sizes before and after the write. */
    long size() {
        return Math.max(before.map(Item::size).orElse(0L), after.map(Item::size).orElse(0L));
    }

    double units() {
        return Units.transactionalWrite(size());
    }
}
