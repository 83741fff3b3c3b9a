package emulators.dynamodb.expression;

import emulators.dynamodb.expression.KeyAttributes.KeyAttribute;
import emulators.dynamodb.expression.KeyRange.Operator;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.ValidationException;
import java.util.Map;
import java.util.Optional;

/**
 * A key condition expression with its placeholders bound: the value of the partition key and, possibly, a range of sort
 * keys.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html">Key
 *     condition expressions for the Query operation</a>
 */
public record KeyCondition(AttributeValue partitionValue, Optional<KeyRange> sort) {

    /** @throws ValidationException if the expression is not valid, or does not fit the key */
    public static KeyCondition parse(String expression, Placeholders placeholders, KeyAttributes key) {
        Predicate predicate = Condition.parse("KeyConditionExpression", expression, placeholders)
                .predicate();
        Map<String, KeyRange> conditions = new KeyConditionReader().conditions(predicate);
        KeyRange partition = partition(conditions, key);
        Optional<KeyRange> sort = key.sort().map(KeyAttribute::name).map(conditions::get);
        check(key.partition(), partition);
        sort.ifPresent(condition -> check(key.sort().get(), condition));
        return new KeyCondition(partition.operands().get(0), sort);
    }

    private static KeyRange partition(Map<String, KeyRange> conditions, KeyAttributes key) {
        Optional<KeyRange> partition =
                Optional.ofNullable(conditions.get(key.partition().name()));
        boolean tooMany = conditions.size() > 1 && key.sort().isEmpty();
        if (tooMany || partition.filter(c -> c.operator() != Operator.EQUAL).isPresent()) {
            throw new ValidationException("Query key condition not supported");
        }
        if (partition.isEmpty()) {
            throw missed(key.partition());
        }
        if (conditions.size() > 1) {
            key.sort().filter(sort -> !conditions.containsKey(sort.name())).ifPresent(sort -> {
                throw missed(sort);
            });
        }
        return partition.get();
    }

    private static ValidationException missed(KeyAttribute attribute) {
        return new ValidationException("Query condition missed key schema element: " + attribute.name());
    }

    private static void check(KeyAttribute attribute, KeyRange condition) {
        for (AttributeValue operand : condition.operands()) {
            if (!operand.type().equals(attribute.type())) {
                throw new ValidationException("One or more parameter values were invalid: "
                        + "Condition parameter type does not match schema type");
            }
            if (operand.size() == 0) {
                throw new ValidationException(
                        "One or more parameter values are not valid. The AttributeValue for a key "
                                + "attribute cannot contain an empty "
                                + (operand.type().equals("S") ? "string" : "binary")
                                + " value. Key: " + attribute.name());
            }
        }
    }
}
