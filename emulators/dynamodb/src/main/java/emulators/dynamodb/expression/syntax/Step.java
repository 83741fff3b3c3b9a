package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.MapValue;
import java.util.Comparator;
import java.util.Optional;

/** One step of a document path: to a map member or a list element. List steps are ordered by index. */
public record Step(String name, int index) implements Comparable<Step> {

    private static final int NO_INDEX = -1;
    private static final Comparator<Step> ORDER =
            Comparator.comparingInt(Step::index).thenComparing(Step::name);

    static Step member(String name) {
        return new Step(name, NO_INDEX);
    }

    static Step element(int index) {
        return new Step("", index);
    }

    public boolean isElement() {
        return index != NO_INDEX;
    }

    /** Returns the member or element of the value; empty if there is none. */
    Optional<AttributeValue> from(AttributeValue value) {
        if (!isElement()) {
            return value instanceof MapValue map
                    ? Optional.ofNullable(map.members().get(name))
                    : Optional.empty();
        }
        return value instanceof ListValue list && index < list.elements().size()
                ? Optional.of(list.elements().get(index))
                : Optional.empty();
    }

    @Override
    public int compareTo(Step other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return isElement() ? "[" + index + "]" : name;
    }
}
