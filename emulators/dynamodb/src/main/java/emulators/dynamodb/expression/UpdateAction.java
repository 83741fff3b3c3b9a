package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.NumberValue;
import emulators.dynamodb.value.SetValue;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/**
 * One action of an update expression.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Using
 *     update expressions in DynamoDB</a>
 */
sealed interface UpdateAction {

    /** Returns the path that the action changes. */
    Path path();

    /**
     * Returns the edit at the path, given the item before the update.
     *
     * @throws ValidationException if the item does not have what the action needs
     */
    Edit edit(Item before);

    /** Assigns a value. */
    record Assign(Path path, UpdateValue value) implements UpdateAction {

        @Override
        public Edit edit(Item before) {
            return new Edit.Put(value.in(before));
        }
    }

    /** Removes an attribute, a member or an element. */
    record Remove(Path path) implements UpdateAction {

        @Override
        public Edit edit(Item before) {
            return new Edit.Remove();
        }
    }

    /** Adds a number to a number or elements to a set. If there is no value yet, stores the operand. */
    record Add(Path path, AttributeValue operand) implements UpdateAction {

        @Override
        public Edit edit(Item before) {
            return new Edit.Put(path.valueIn(before).map(this::sum).orElse(operand));
        }

        private AttributeValue sum(AttributeValue current) {
            if (current instanceof NumberValue number && operand instanceof NumberValue added) {
                return number.plus(added);
            }
            if (current instanceof SetValue set
                    && operand instanceof SetValue added
                    && set.type().equals(added.type())) {
                return set.union(added);
            }
            throw UpdateValue.wrongType();
        }
    }

    /** Deletes elements of a set. A set that becomes empty is deleted. */
    record Delete(Path path, AttributeValue operand) implements UpdateAction {

        @Override
        public Edit edit(Item before) {
            return path.valueIn(before).map(this::rest).orElseGet(Edit.Keep::new);
        }

        private Edit rest(AttributeValue current) {
            if (current instanceof SetValue set
                    && operand instanceof SetValue deleted
                    && set.type().equals(deleted.type())) {
                Optional<SetValue> rest = set.minus(deleted);
                return rest.isPresent() ? new Edit.Put(rest.get()) : new Edit.Remove();
            }
            throw UpdateValue.wrongType();
        }
    }

    /** The edit at the end of a path. */
    sealed interface Edit {

        /** Stores a value. */
        record Put(AttributeValue value) implements Edit {}

        /** Removes the value. */
        record Remove() implements Edit {}

        /** Keeps the value. */
        record Keep() implements Edit {}
    }
}
