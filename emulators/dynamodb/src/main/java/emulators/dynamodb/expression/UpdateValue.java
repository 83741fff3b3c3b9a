package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.NumberValue;
import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The value that {@code SET} assigns, computed from the item before the update. */
sealed interface UpdateValue {

    /** @throws ValidationException if the item does not contain what the value needs */
    AttributeValue in(Item before);

    /** Returns the operand; empty unless the value is a path or a placeholder. */
    default Optional<Operand> operand() {
        return Optional.empty();
    }

    static ValidationException wrongType() {
        return new ValidationException("An operand in the update expression has an incorrect data type");
    }

    /** A path or a placeholder. */
    record Simple(Operand content) implements UpdateValue {

        @Override
        public AttributeValue in(Item before) {
            return content.valueIn(before)
                    .orElseThrow(() -> new ValidationException(
                            "The provided expression refers to an attribute that does not exist in the item"));
        }

        @Override
        public Optional<Operand> operand() {
            return Optional.of(content);
        }
    }

    /** A sum of two numbers. */
    record Sum(UpdateValue left, UpdateValue right) implements UpdateValue {

        @Override
        public AttributeValue in(Item before) {
            return number(left.in(before)).plus(number(right.in(before)));
        }

        static NumberValue number(AttributeValue value) {
            if (value instanceof NumberValue number) {
                return number;
            }
            throw wrongType();
        }
    }

    /** A difference of two numbers. */
    record Difference(UpdateValue left, UpdateValue right) implements UpdateValue {

        @Override
        public AttributeValue in(Item before) {
            return Sum.number(left.in(before)).minus(Sum.number(right.in(before)));
        }
    }

    /** The value at a path, or a default if there is none. */
    record IfNotExists(Path path, UpdateValue otherwise) implements UpdateValue {

        @Override
        public AttributeValue in(Item before) {
            return path.valueIn(before).orElseGet(() -> otherwise.in(before));
        }
    }

    /** Two concatenated lists. */
    record ListAppend(UpdateValue first, UpdateValue second) implements UpdateValue {

        @Override
        public AttributeValue in(Item before) {
            List<AttributeValue> elements = new ArrayList<>(elements(first.in(before)));
            elements.addAll(elements(second.in(before)));
            return new ListValue(elements);
        }

        private static List<AttributeValue> elements(AttributeValue value) {
            if (value instanceof ListValue list) {
                return list.elements();
            }
            throw wrongType();
        }
    }
}
