package emulators.dynamodb.legacy;

import emulators.dynamodb.value.ValidationException;
import java.util.List;

/**
 * A legacy comparison operator, and the equivalent expression.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html">Condition</a>
 */
enum ComparisonOperator {
    EQ(1, 1, "%s = %s"),
    NE(1, 1, "%s <> %s"),
    LT(1, 1, "%s < %s"),
    LE(1, 1, "%s <= %s"),
    GT(1, 1, "%s > %s"),
    GE(1, 1, "%s >= %s"),
    BETWEEN(2, 2, "%s BETWEEN %s AND %s"),
    IN(1, 100, ""),
    BEGINS_WITH(1, 1, "begins_with(%s, %s)"),
    CONTAINS(1, 1, "contains(%s, %s)"),
    NOT_CONTAINS(1, 1, "NOT contains(%s, %s)"),
    NULL(0, 0, "attribute_not_exists(%s)"),
    NOT_NULL(0, 0, "attribute_exists(%s)");

    private final int min;
    private final int max;
    private final String expression;

    ComparisonOperator(int min, int max, String expression) {
        this.min = min;
        this.max = max;
        this.expression = expression;
    }

    /**
     * Returns the equivalent expression for an attribute.
     *
     * @throws ValidationException if there are too few or too many values
     */
    String text(String name, List<String> values) {
        if (values.size() < min || values.size() > max) {
            throw new ValidationException(
                    "One or more parameter values were invalid: Invalid number of argument(s) for " + "the " + this
                            + " ComparisonOperator");
        }
        return switch (values.size()) {
            case 0 -> String.format(expression, name);
            case 1 -> this == IN ? in(name, values) : String.format(expression, name, values.get(0));
            default -> this == IN ? in(name, values) : String.format(expression, name, values.get(0), values.get(1));
        };
    }

    private static String in(String name, List<String> values) {
        return name + " IN (" + String.join(", ", values) + ")";
    }
}
