package emulators.dynamodb.expression;

import emulators.dynamodb.value.Item;
import java.util.List;

/** A condition that an item meets or does not meet. */
sealed interface Predicate permits FunctionCall, OperatorCall, Predicate.And, Predicate.Not, Predicate.Or {

    boolean holds(Item item);

    /** Holds where all parts hold. */
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

    /** Holds where a part holds. */
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

    /** Holds where the condition does not. */
    record Not(Predicate condition) implements Predicate {

        @Override
        public boolean holds(Item item) {
            return !condition.holds(item);
        }
    }
}
