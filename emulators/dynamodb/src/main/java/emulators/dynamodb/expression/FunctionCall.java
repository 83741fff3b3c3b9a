package emulators.dynamodb.expression;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.BinaryValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.SetValue;
import emulators.dynamodb.value.StringValue;
import java.util.Optional;

/**
 * A condition that calls a function. It is false if an operand is missing or of an unsupported type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions">Functions</a>
 */
sealed interface FunctionCall extends Predicate {

    /** Returns the function's name in expressions. */
    String name();

    /** {@code attribute_exists}. */
    record Exists(Operand operand) implements FunctionCall {

        @Override
        public String name() {
            return "attribute_exists";
        }

        @Override
        public boolean holds(Item item) {
            return operand.valueIn(item).isPresent();
        }
    }

    /** {@code attribute_not_exists}. */
    record NotExists(Operand operand) implements FunctionCall {

        @Override
        public String name() {
            return "attribute_not_exists";
        }

        @Override
        public boolean holds(Item item) {
            return operand.valueIn(item).isEmpty();
        }
    }

    /** {@code attribute_type}. */
    record HasType(Operand operand, Operand type) implements FunctionCall {

        @Override
        public String name() {
            return "attribute_type";
        }

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> actual = operand.valueIn(item).map(value -> new StringValue(value.type()));
            return actual.isPresent() && actual.equals(type.valueIn(item));
        }
    }

    /** {@code begins_with}, for strings and binary values. */
    record BeginsWith(Operand operand, Operand prefix) implements FunctionCall {

        @Override
        public String name() {
            return "begins_with";
        }

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> value = operand.valueIn(item);
            Optional<AttributeValue> start = prefix.valueIn(item);
            return value.isPresent() && start.isPresent() && beginsWith(value.get(), start.get());
        }

        static boolean beginsWith(AttributeValue value, AttributeValue start) {
            if (value instanceof StringValue string && start instanceof StringValue prefix) {
                return string.text().startsWith(prefix.text());
            }
            return value instanceof BinaryValue binary
                    && start instanceof BinaryValue prefix
                    && binary.startsWith(prefix);
        }
    }

    /** {@code contains}: a part of a string or binary value, or an element of a set or list. */
    record Contains(Operand container, Operand part) implements FunctionCall {

        @Override
        public String name() {
            return "contains";
        }

        @Override
        public boolean holds(Item item) {
            Optional<AttributeValue> value = container.valueIn(item);
            Optional<AttributeValue> sought = part.valueIn(item);
            return value.isPresent() && sought.isPresent() && contains(value.get(), sought.get());
        }

        private static boolean contains(AttributeValue value, AttributeValue sought) {
            if (value instanceof StringValue string && sought instanceof StringValue text) {
                return string.text().contains(text.text());
            }
            if (value instanceof BinaryValue binary && sought instanceof BinaryValue bytes) {
                return binary.contains(bytes);
            }
            if (value instanceof SetValue set) {
                return set.elements().contains(sought);
            }
            return value instanceof ListValue list && list.elements().contains(sought);
        }
    }
}
