package emulators.dynamodb.value;

import java.util.Optional;
import java.util.Set;

/** An attribute of type {@code BS}. */
public record BinarySet(Set<BinaryValue> elements) implements SetValue {

    public BinarySet {
        elements = Elements.copyOf(elements);
    }

    @Override
    public String type() {
        return "BS";
    }

    @Override
    public BinarySet union(SetValue other) {
        return new BinarySet(Elements.united(elements, ((BinarySet) other).elements));
    }

    @Override
    public Optional<SetValue> minus(SetValue other) {
        Set<BinaryValue> left = Elements.difference(elements, ((BinarySet) other).elements);
        return left.isEmpty() ? Optional.empty() : Optional.of(new BinarySet(left));
    }
}
