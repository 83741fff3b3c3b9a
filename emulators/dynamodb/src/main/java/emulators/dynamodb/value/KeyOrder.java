package emulators.dynamodb.value;

import java.util.Comparator;
import java.util.Set;

/**
 * The order of keys of one type: strings by UTF-8 bytes, numbers by value, binary values by unsigned bytes.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.html">Querying tables in
 *     DynamoDB</a>
 */
public final class KeyOrder implements Comparator<AttributeValue> {

    private static final Set<String> ORDERED_TYPES = Set.of("S", "N", "B");

    /** Whether both values have the same type and that type has an order. */
    public static boolean orders(AttributeValue left, AttributeValue right) {
        return hasOrder(left.type()) && left.type().equals(right.type());
    }

    /** Whether values of the type have an order: S, N and B. */
    public static boolean hasOrder(String type) {
        return ORDERED_TYPES.contains(type);
    }

    /** @throws IllegalArgumentException if the types differ or have no order */
    @Override
    public int compare(AttributeValue left, AttributeValue right) {
        if (left instanceof StringValue a && right instanceof StringValue b) {
            return a.compareTo(b);
        }
        if (left instanceof NumberValue a && right instanceof NumberValue b) {
            return a.compareTo(b);
        }
        if (left instanceof BinaryValue a && right instanceof BinaryValue b) {
            return a.compareTo(b);
        }
        throw new IllegalArgumentException("No order between values of types " + left.type() + " and " + right.type()
                + ": expected two of type S, N or B.");
    }
}
