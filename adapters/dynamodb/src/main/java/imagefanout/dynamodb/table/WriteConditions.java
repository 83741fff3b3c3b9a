package imagefanout.dynamodb.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Conditions that the stored item must meet before a write. */
public final class WriteConditions {
    private WriteConditions() {}

    public static Expression exists(String attribute) {
        return condition("attribute_exists(#%1$s)", attribute).build();
    }

    public static Expression absent(String attribute) {
        return condition("attribute_not_exists(#%1$s)", attribute).build();
    }

    public static Expression equal(String attribute, Instant at) {
        return compared("#%1$s = :%1$s", attribute, AttributeValue.fromS(at.toString()));
    }

    public static Expression absentOrLess(String attribute, long number) {
        return compared("attribute_not_exists(#%1$s) OR #%1$s < :%1$s", attribute, number(number));
    }

    /**
     * The item has this number, which each of its writes increases.
     *
     * @param number 0 if there must be no item
     */
    public static Expression counted(String attribute, long number) {
        return number == 0 ? absent(attribute) : compared("#%1$s = :%1$s", attribute, number(number));
    }

    /** The item has the attributes, or lacks them, as when it was read. */
    public static Expression same(StoredItem read, List<String> attributes) {
        return Expression.and(attributes.stream()
                .map(attribute -> read.value(attribute)
                        .map(value -> compared("#%1$s = :%1$s", attribute, value))
                        .orElseGet(() -> absent(attribute)))
                .toList());
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static Expression compared(String form, String attribute, AttributeValue value) {
        return condition(form, attribute)
                .expressionValues(Map.of(":" + attribute, value))
                .build();
    }

    private static Expression.Builder condition(String form, String attribute) {
        return Expression.builder()
                .expression(form.formatted(attribute))
                .expressionNames(Map.of("#" + attribute, attribute));
    }
}
