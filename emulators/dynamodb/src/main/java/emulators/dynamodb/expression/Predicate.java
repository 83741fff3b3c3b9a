package emulators.dynamodb.expression;

import emulators.dynamodb.value.Item;
import java.util.List;

/** A condition on an item. */
sealed interface Predicate permits FunctionCall, OperatorCall, Predicate.And, Predicate.Not, Predicate.Or {

    boolean holds(Item item);

    /** True if all parts are true. */
    record And(List<Predicate> parts) implements Predicate {

        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Item item) {
            for (Predicate part : parts) {
                if (!part.holds(item)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** True if any part is true. */
    record Or(List<Predicate> parts) implements Predicate {

        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Item item) {
            for (Predicate part : parts) {
                if (part.holds(item)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** True if the condition is false. */
    record Not(Predicate condition) implements Predicate {

        @Override
        public boolean holds(Item item) {
            return !condition.holds(item);
        }
    }
}
