package emulators.dynamodb.expression;

import emulators.dynamodb.expression.KeyRange.Operator;
import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.ValidationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits a key condition into its comparisons: one for each key attribute, joined by {@code AND}. */
final class KeyConditionReader {

    private static final int MAX_CONDITIONS = 2;

    private final Map<String, KeyRange> conditions = new LinkedHashMap<>();

    /**
     * Returns the conditions by attribute.
     *
     * @throws ValidationException if the expression is not valid as a key condition
     */
    Map<String, KeyRange> conditions(Predicate predicate) {
        read(predicate);
        if (conditions.size() > MAX_CONDITIONS) {
            throw new ValidationException("Conditions can be of length 1 or 2 only");
        }
        return conditions;
    }

    private void read(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            and.parts().forEach(this::read);
        } else if (predicate instanceof OperatorCall.Compare compare) {
            compare(compare);
        } else if (predicate instanceof OperatorCall.Between between) {
            List<Operand> operands = List.of(between.operand(), between.lower(), between.upper());
            add(Operator.BETWEEN, keyFirst("BETWEEN", operands), operands.subList(1, 3));
        } else if (predicate instanceof FunctionCall.BeginsWith begins) {
            List<Operand> operands = List.of(begins.operand(), begins.prefix());
            add(Operator.BEGINS_WITH, keyFirst(begins.name(), operands), operands.subList(1, 2));
        } else {
            throw invalidOperator(operator(predicate));
        }
    }

    private void compare(OperatorCall.Compare compare) {
        if (compare.comparison() == Comparison.NOT_EQUAL) {
            throw invalidOperator(compare.comparison().symbol());
        }
        Path path = onlyPath(List.of(compare.left(), compare.right()));
        boolean keyIsLeft = compare.left().path().isPresent();
        Comparison comparison =
                keyIsLeft ? compare.comparison() : compare.comparison().swapped();
        Operand value = keyIsLeft ? compare.right() : compare.left();
        add(Operator.valueOf(comparison.name()), path, List.of(value));
    }

    private static Path keyFirst(String operator, List<Operand> operands) {
        Path path = onlyPath(operands);
        if (operands.get(0).path().isEmpty()) {
            throw invalidCondition(operator + " operator must have the key attribute as its first operand");
        }
        return path;
    }

    private static Path onlyPath(List<Operand> operands) {
        if (operands.stream().anyMatch(Operand.Size.class::isInstance)) {
            throw new ValidationException("KeyConditionExpressions cannot contain nested operations");
        }
        List<Path> paths =
                operands.stream().flatMap(operand -> operand.path().stream()).toList();
        if (paths.isEmpty()) {
            throw invalidCondition("No key attribute specified");
        }
        if (paths.size() > 1) {
            throw invalidCondition("Multiple attribute names used in one condition");
        }
        return paths.get(0);
    }

    private void add(Operator operator, Path path, List<Operand> operands) {
        if (path.isNested()) {
            throw new ValidationException("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        KeyRange condition = new KeyRange(
                operator, operands.stream().map(KeyConditionReader::value).toList());
        if (conditions.putIfAbsent(path.attribute(), condition) != null) {
            throw new ValidationException("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static AttributeValue value(Operand operand) {
        return ((Operand.Constant) operand).value();
    }

    private static String operator(Predicate predicate) {
        if (predicate instanceof Predicate.Or) {
            return "OR";
        }
        if (predicate instanceof Predicate.Not) {
            return "NOT";
        }
        return predicate instanceof FunctionCall function ? function.name() : "IN";
    }

    private static ValidationException invalidOperator(String operator) {
        return new ValidationException("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static ValidationException invalidCondition(String problem) {
        return new ValidationException("Invalid condition in KeyConditionExpression: " + problem);
    }
}
