package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import java.util.List;
import java.util.Optional;

/**
 * A document path: a top-level attribute and the steps to a nested value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html#Expressions.Attributes.NestedElements.DocumentPathExamples">Document
 *     paths</a>
 */
public record Path(List<Step> steps) {

    public Path {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.get(0).isElement()) {
            throw new IllegalArgumentException("Invalid path " + steps + ": expected to begin with an attribute.");
        }
    }

    /** The name of the top-level attribute. */
    public String attribute() {
        return steps.get(0).name();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /** Returns the value at the path in the item; empty if there is none. */
    public Optional<AttributeValue> valueIn(Item item) {
        Optional<AttributeValue> value = item.get(attribute());
        for (int i = 1; i < steps.size() && value.isPresent(); i++) {
            value = steps.get(i).from(value.get());
        }
        return value;
    }

    /** Returns the path in the format of error messages: {@code [attribute, [0], member]}. */
    @Override
    public String toString() {
        return steps.toString();
    }
}
