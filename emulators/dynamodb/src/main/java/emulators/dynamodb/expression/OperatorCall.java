package emulators.dynamodb.expression;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import java.util.List;
import java.util.Optional;

/** A condition with a comparison operator, {@code BETWEEN}, or {@code IN}. */
sealed interface OperatorCall extends Predicate {

    /** Compares two operands. If one is missing, only {@code <>} is true. */
    record Compare(Comparison comparison, Operand left, Operand right) implements OperatorCall {

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> leftValue = left.valueIn(item);
            Optional<AttributeValue> rightValue = right.valueIn(item);
            if (leftValue.isEmpty() || rightValue.isEmpty()) {
                return comparison == Comparison.NOT_EQUAL;
            }
            return comparison.holds(leftValue.get(), rightValue.get());
        }
    }

    /** An operand within two inclusive bounds. */
    record Between(Operand operand, Operand lower, Operand upper) implements OperatorCall {

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> value = operand.valueIn(item);
            return value.isPresent()
                    && lower.valueIn(item)
                            .filter(bound -> Comparison.GREATER_OR_EQUAL.holds(value.get(), bound))
                            .isPresent()
                    && upper.valueIn(item)
                            .filter(bound -> Comparison.LESS_OR_EQUAL.holds(value.get(), bound))
                            .isPresent();
        }
    }

    /** An operand that equals one of several. */
    record In(Operand operand, List<Operand> candidates) implements OperatorCall {

        public In {
            candidates = List.copyOf(candidates);
        }

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> value = operand.valueIn(item);
            return value.isPresent()
                    && candidates.stream()
                            .anyMatch(candidate -> candidate.valueIn(item).equals(value));
        }
    }
}
