package emulators.dynamodb.value;

import java.util.Optional;
import java.util.Set;

/** An attribute of type {@code NS}. */
public record NumberSet(Set<NumberValue> elements) implements SetValue {

    public NumberSet {
        elements = Elements.copyOf(elements);
    }

    @Override
    public String type() {
        return "NS";
    }

    @Override
    public NumberSet union(SetValue other) {
        return new NumberSet(Elements.united(elements, ((NumberSet) other).elements));
    }

    @Override
    public Optional<SetValue> minus(SetValue other) {
        Set<NumberValue> left = Elements.difference(elements, ((NumberSet) other).elements);
        return left.isEmpty() ? Optional.empty() : Optional.of(new NumberSet(left));
    }
}
