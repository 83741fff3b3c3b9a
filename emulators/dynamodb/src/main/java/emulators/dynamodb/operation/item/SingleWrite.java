package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.write.Write;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * A write outside a batch or transaction.
 *
 * @param before the item before the write
 * @param after the item after the write
 */
record SingleWrite(Optional<Item> before, Optional<Item> after, String tableName, double units) {

    /**
     * Executes the write.
     *
     * @throws ServiceException if its condition does not hold, or its key has used up its capacity
     */
    static SingleWrite execute(Write write, Session session) {
        Table table = session.table(write.tableName());
        ItemKey key = write.key(table);
        Optional<Item> before = table.get(key);
        if (!write.precondition().holds(before)) {
            session.charge(KeyLimits.Kind.WRITE, table, key.partition(), Units.write(size(before)));
            throw new ServiceException(
                    Errors.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    write.precondition().shown(before));
        }
        Optional<Item> after = write.after(table, before);
        double units = Units.write(Math.max(size(before), size(after)));
        session.charge(KeyLimits.Kind.WRITE, table, key.partition(), units);
        session.write(table, key, after);
        return new SingleWrite(before, after, table.name(), units);
    }

    private static long size(Optional<Item> item) {
        return item.map(Item::size).orElse(0L);
    }

    /**
     * Returns the answer of the operation.
     *
     * @param attributes the attributes that its ReturnValues request
     */
    ObjectNode answer(ObjectNode request, Optional<Item> attributes) {
        ObjectNode answer = Json.object();
        attributes.filter(item -> !item.isEmpty()).ifPresent(item -> answer.set("Attributes", item.toJson()));
        ConsumedCapacity consumed = ConsumedCapacity.askedBy(request);
        consumed.add(tableName, units);
        consumed.showOne(answer);
        return answer;
    }
}
