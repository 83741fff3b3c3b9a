package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.BinaryValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.MapValue;
import emulators.dynamodb.value.NumberValue;
import emulators.dynamodb.value.SetValue;
import emulators.dynamodb.value.StringValue;
import java.util.Optional;

/** An operand of a condition. */
sealed interface Operand {

    /** Returns the operand's value for the item; empty if the item has none. */
    Optional<AttributeValue> valueIn(Item item);

    /** Returns the operand's type; empty if it depends on the item. */
    Optional<String> knownType();

    /** Returns the path; empty if the operand is not a path. */
    default Optional<Path> path() {
        return Optional.empty();
    }

    /** A document path. */
    record Reference(Path target) implements Operand {

        @Override
        public Optional<AttributeValue> valueIn(Item item) {
            return target.valueIn(item);
        }

        @Override
        public Optional<String> knownType() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> path() {
            return Optional.of(target);
        }
    }

    /** The value of a placeholder. */
    record Constant(AttributeValue value) implements Operand {

        @Override
        public Optional<AttributeValue> valueIn(Item item) {
            return Optional.of(value);
        }

        @Override
        public Optional<String> knownType() {
            return Optional.of(value.type());
        }
    }

    /**
     * The function {@code size}: the length of a string or binary value, or the number of elements.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions">Functions</a>
     */
    record Size(Operand of) implements Operand {

        @Override
        public Optional<AttributeValue> valueIn(Item item) {
            return of.valueIn(item).flatMap(Size::count).map(NumberValue::of);
        }

        @Override
        public Optional<String> knownType() {
            return Optional.of("N");
        }

        private static Optional<Long> count(AttributeValue value) {
            if (value instanceof StringValue string) {
                return Optional.of((long) string.text().length());
            }
            if (value instanceof BinaryValue binary) {
                return Optional.of(binary.size());
            }
            if (value instanceof SetValue set) {
                return Optional.of((long) set.elements().size());
            }
            if (value instanceof ListValue list) {
                return Optional.of((long) list.elements().size());
            }
            return value instanceof MapValue map
                    ? Optional.of((long) map.members().size())
                    : Optional.empty();
        }
    }
}
