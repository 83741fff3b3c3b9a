package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Stage;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.BinaryValue;
import emulators.dynamodb.value.KeyOrder;
import emulators.dynamodb.value.StringValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks whether operands fit their operator or function. Only makes checks that do not depend on an item. */
final class OperandChecks {

    private static final int MAX_IN_OPERANDS = 100;
    private static final Set<String> TYPES_WITHOUT_SIZE = Set.of("N", "BOOL", "NULL");
    private static final Set<String> TYPES = Set.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL");

    /** In the order in which the service lists them. */
    private static final String LISTED_TYPES = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";

    private final Problems problems;

    OperandChecks(Problems problems) {
        this.problems = problems;
    }

    void compare(Comparison comparison, Operand left, Operand right) {
        distinct(comparison.symbol(), left, List.of(right));
        if (comparison.needsOrder()) {
            ordered(comparison.symbol(), left);
            ordered(comparison.symbol(), right);
        }
    }

    void between(Operand operand, Operand lower, Operand upper) {
        List.of(operand, lower, upper).forEach(each -> ordered("BETWEEN", each));
        distinct("BETWEEN", operand, List.of(lower, upper));
        if (lower instanceof Operand.Constant from && upper instanceof Operand.Constant to) {
            bounds(from.value(), to.value());
        }
    }

    void in(Operand operand, List<Operand> candidates) {
        if (candidates.size() > MAX_IN_OPERANDS) {
            problem("The IN operator is provided with too many operands; number of operands: " + candidates.size());
        }
        distinct("IN", operand, candidates);
    }

    /** Whether the function has the right number of operands. The other checks require this. */
    boolean count(Function function, int operands) {
        if (operands == function.operands()) {
            return true;
        }
        problem("Incorrect number of operands for operator or function; operator or function: " + function.spelling()
                + ", number of operands: " + operands);
        return false;
    }

    /** Checks the operands of a condition function. Their number must be right. */
    void function(Function function, List<Operand> operands) {
        distinct(function.spelling(), operands.get(0), operands.subList(1, operands.size()));
        switch (function) {
            case ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS ->
                path(function, operands.get(0).path());
            case ATTRIBUTE_TYPE -> attributeType(operands.get(1));
            case BEGINS_WITH -> operands.forEach(this::textual);
            case SIZE -> sized(operands.get(0));
            default -> {
                // contains() accepts operands of all types.
            }
        }
    }

    /** Checks that a function's first operand is a path. */
    void path(Function function, Optional<Path> path) {
        if (path.isEmpty()) {
            problem("Operator or function requires a document path; operator or function: " + function.spelling());
        }
    }

    /** Checks that an operator does not compare a path with itself. */
    void distinct(String operator, Operand first, List<Operand> others) {
        boolean repeated = first.path().isPresent()
                && others.stream().anyMatch(other -> other.path().equals(first.path()));
        if (repeated) {
            problem("The first operand must be distinct from the remaining operands for this operator or function; "
                    + "operator: " + operator + ", first operand: "
                    + first.path().get());
        }
    }

    void wrongType(String operator, String type) {
        problem("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    private void ordered(String operator, Operand operand) {
        operand.knownType().filter(type -> !KeyOrder.hasOrder(type)).ifPresent(type -> wrongType(operator, type));
    }

    private void textual(Operand operand) {
        operand.knownType()
                .filter(type -> !type.equals("S") && !type.equals("B"))
                .ifPresent(type -> wrongType(Function.BEGINS_WITH.spelling(), type));
    }

    private void sized(Operand operand) {
        operand.knownType()
                .filter(TYPES_WITHOUT_SIZE::contains)
                .ifPresent(type -> wrongType(Function.SIZE.spelling(), type));
    }

    private void attributeType(Operand operand) {
        if (!(operand instanceof Operand.Constant constant)) {
            wrongType(Function.ATTRIBUTE_TYPE.spelling(), operand.knownType().orElse("{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
        } else if (!(constant.value() instanceof StringValue type)) {
            wrongType(Function.ATTRIBUTE_TYPE.spelling(), constant.value().type());
        } else if (!TYPES.contains(type.text())) {
            problem("Invalid attribute type name found; type: " + type.text() + ", valid types: " + LISTED_TYPES);
        }
    }

    private void bounds(AttributeValue lower, AttributeValue upper) {
        if (!lower.type().equals(upper.type())) {
            problem("The BETWEEN operator requires same data type for lower and upper bounds; " + shown(lower, upper));
        } else if (Comparison.GREATER.holds(lower, upper)) {
            problem("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                    + shown(lower, upper));
        }
    }

    private static String shown(AttributeValue lower, AttributeValue upper) {
        return "lower bound operand: " + shown(lower) + ", upper bound operand: " + shown(upper);
    }

    /** Formats a bound like the service, which shows the buffer of a binary value and not its bytes. */
    private static String shown(AttributeValue bound) {
        String content = bound instanceof BinaryValue binary
                ? "java.nio.HeapByteBuffer[pos=0 lim=" + binary.size() + " cap=" + binary.size() + "]"
                : bound.toJson().get(bound.type()).asText();
        return "AttributeValue: {" + bound.type() + ":" + content + "}";
    }

    private void problem(String message) {
        problems.report(Stage.OPERANDS, message);
    }
}
