package imagefanout.dynamodb.table;

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

    public static Expression equal(String attribute, AttributeValue value) {
        return condition("#%1$s = :%1$s", attribute)
                .expressionValues(Map.of(":" + attribute, value))
                .build();
    }

    public static Expression absentOrLess(String attribute, AttributeValue value) {
        return condition("attribute_not_exists(#%1$s) OR #%1$s < :%1$s", attribute)
                .expressionValues(Map.of(":" + attribute, value))
                .build();
    }

    private static Expression.Builder condition(String form, String attribute) {
        return Expression.builder()
                .expression(form.formatted(attribute))
                .expressionNames(Map.of("#" + attribute, attribute));
    }
}
