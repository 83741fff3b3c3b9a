package emulators.dynamodb.expression;

import emulators.dynamodb.value.AttributeValue;
import java.util.List;

/**
 * The key condition on one key attribute: a contiguous range of values.
 *
 * @param operands one value, or the lower and upper bounds of {@link Operator#BETWEEN}
 */
public record KeyRange(Operator operator, List<AttributeValue> operands) {

    public KeyRange {
        operands = List.copyOf(operands);
        int expected = operator == Operator.BETWEEN ? 2 : 1;
        if (operands.size() != expected) {
            throw new IllegalArgumentException(
                    "Invalid operands " + operands + " of " + operator + ": expected " + expected + ".");
        }
    }

    /** Whether a value of the attribute is in the range. */
    public boolean contains(AttributeValue value) {
        AttributeValue first = operands.get(0);
        return switch (operator) {
            case EQUAL -> Comparison.EQUAL.holds(value, first);
            case LESS -> Comparison.LESS.holds(value, first);
            case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL.holds(value, first);
            case GREATER -> Comparison.GREATER.holds(value, first);
            case GREATER_OR_EQUAL -> Comparison.GREATER_OR_EQUAL.holds(value, first);
            case BEGINS_WITH -> FunctionCall.BeginsWith.beginsWith(value, first);
            case BETWEEN ->
                Comparison.GREATER_OR_EQUAL.holds(value, first)
                        && Comparison.LESS_OR_EQUAL.holds(value, operands.get(1));
        };
    }

    /** The operator of a range. */
    public enum Operator {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        BEGINS_WITH,
        BETWEEN
    }
}
