package imagefanout.dynamodb.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold of an item as it is stored, so that it is written. All terms must hold. */
public final class WriteCondition {
    private final List<String> terms = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    public WriteCondition exists(String attribute) {
        return term("attribute_exists(#%1$s)", attribute);
    }

    public WriteCondition absent(String attribute) {
        return term("attribute_not_exists(#%1$s)", attribute);
    }

    public WriteCondition equal(String attribute, AttributeValue value) {
        values.put(":" + attribute, value);
        return term("#%1$s = :%1$s", attribute);
    }

    private WriteCondition term(String form, String attribute) {
        names.put("#" + attribute, attribute);
        terms.add(form.formatted(attribute));
        return this;
    }

    String expression() {
        return String.join(" AND ", terms);
    }

    Map<String, String> names() {
        return names;
    }

    /** Null where there are none: DynamoDB does not take an empty map. */
    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }
}
