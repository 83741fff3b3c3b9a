package emulators.dynamodb.operation.read;

import emulators.dynamodb.expression.KeyCondition;
import emulators.dynamodb.expression.KeyRange;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.KeyOrder;

/** The keys that match a key condition: one partition, or a range of its sort keys. */
final class PartitionSpan {

    private static final KeyOrder ORDER = new KeyOrder();

    private PartitionSpan() {}

    static Span<ItemKey> of(KeyCondition condition) {
        AttributeValue partition = condition.partitionValue();
        int place = ItemKey.placeOf(partition);
        Span<ItemKey> whole = key -> key.comparePartition(partition, place);
        return condition
                .sort()
                .map(range -> whole.and(key -> place(range, key.sort().orElseThrow())))
                .orElse(whole);
    }

    private static int place(KeyRange range, AttributeValue sort) {
        if (range.contains(sort)) {
            return 0;
        }
        return switch (range.operator()) {
            case LESS, LESS_OR_EQUAL -> 1;
            case GREATER, GREATER_OR_EQUAL -> -1;
            case EQUAL, BEGINS_WITH, BETWEEN ->
                ORDER.compare(sort, range.operands().get(0));
        };
    }
}
