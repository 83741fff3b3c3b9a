package emulators.dynamodb.expression;

import emulators.dynamodb.expression.KeyAttributes.KeyAttribute;
import emulators.dynamodb.expression.KeyRange.Operator;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.BinaryValue;
import emulators.dynamodb.value.StringValue;
import emulators.dynamodb.value.ValidationException;
import java.util.Map;
import java.util.Optional;

/**
 * A key condition expression with bound placeholders: a partition key value and, optionally, a range of sort keys.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html">Key
 *     condition expressions for the Query operation</a>
 */
public record KeyCondition(AttributeValue partitionValue, Optional<KeyRange> sort) {

    /** @throws ValidationException if the expression is invalid or does not fit the key */
    public static KeyCondition parse(String expression, Placeholders placeholders, KeyAttributes key) {
        Predicate predicate = Condition.parse("KeyConditionExpression", expression, placeholders)
                .predicate();
        Map<String, KeyRange> conditions = new KeyConditionReader().conditions(predicate);
        if (conditions.size() > 1 && key.sort().isEmpty()) {
            throw notSupported();
        }
        AttributeValue partitionValue = partitionValue(conditions, key.partition());
        Optional<KeyRange> sort = key.sort().flatMap(attribute -> checked(conditions, attribute));
        if (conditions.size() > 1 && sort.isEmpty()) {
            throw missingKeyElement(key.sort().orElseThrow());
        }
        return new KeyCondition(partitionValue, sort);
    }

    private static AttributeValue partitionValue(Map<String, KeyRange> conditions, KeyAttribute attribute) {
        KeyRange range = checked(conditions, attribute).orElseThrow(() -> missingKeyElement(attribute));
        if (range.operator() != Operator.EQUAL) {
            throw notSupported();
        }
        return range.operands().get(0);
    }

    private static ValidationException notSupported() {
        return new ValidationException("Query key condition not supported");
    }

    private static ValidationException missingKeyElement(KeyAttribute attribute) {
        return new ValidationException("Query condition missed key schema element: " + attribute.name());
    }

    private static Optional<KeyRange> checked(Map<String, KeyRange> conditions, KeyAttribute attribute) {
        Optional<KeyRange> range = Optional.ofNullable(conditions.get(attribute.name()));
        range.ifPresent(present -> present.operands().forEach(operand -> check(attribute, operand)));
        return range;
    }

    private static void check(KeyAttribute attribute, AttributeValue operand) {
        if (!operand.type().equals(attribute.type())) {
            throw new ValidationException("One or more parameter values were invalid: "
                    + "Condition parameter type does not match schema type");
        }
        boolean empty = operand instanceof StringValue string && string.text().isEmpty()
                || operand instanceof BinaryValue binary && binary.size() == 0;
        if (empty) {
            throw new ValidationException("One or more parameter values are not valid. The AttributeValue for a key "
                    + "attribute cannot contain an empty " + (operand.type().equals("S") ? "string" : "binary")
                    + " value. Key: " + attribute.name());
        }
    }
}
