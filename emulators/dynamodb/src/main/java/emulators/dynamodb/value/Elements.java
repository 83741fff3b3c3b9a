package emulators.dynamodb.value;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The elements of sets, in the order in which they were added. */
final class Elements {

    private Elements() {}

    /** An unmodifiable copy that keeps the order. */
    static <E> Set<E> copyOf(Collection<E> elements) {
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("Invalid set []: expected at least one element.");
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }

    /** Returns the elements of both. */
    static <E> Set<E> united(Set<E> left, Set<E> right) {
        Set<E> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }

    /** Returns the elements of the first that are not in the second. */
    static <E> Set<E> difference(Set<E> left, Set<E> right) {
        Set<E> difference = new LinkedHashSet<>(left);
        difference.removeAll(right);
        return difference;
    }
}
