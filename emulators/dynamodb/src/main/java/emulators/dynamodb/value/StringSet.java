package emulators.dynamodb.value;

import java.util.Optional;
import java.util.Set;

/** An attribute of type {@code SS}. */
public record StringSet(Set<StringValue> elements) implements SetValue {

    public StringSet {
        elements = Elements.copyOf(elements);
    }

    @Override
    public String type() {
        return "SS";
    }

    @Override
    public StringSet union(SetValue other) {
        return new StringSet(Elements.united(elements, ((StringSet) other).elements));
    }

    @Override
    public Optional<SetValue> minus(SetValue other) {
        Set<StringValue> left = Elements.difference(elements, ((StringSet) other).elements);
        return left.isEmpty() ? Optional.empty() : Optional.of(new StringSet(left));
    }
}
