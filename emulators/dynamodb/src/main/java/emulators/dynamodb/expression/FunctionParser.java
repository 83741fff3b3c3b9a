package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Token;
import emulators.dynamodb.value.NullValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds condition functions from their names and operands, and reports misuse. */
final class FunctionParser {

    /** Replaces an invalid function until the problem is reported. */
    private static final Predicate NEVER = new Predicate.Or(List.of());

    private static final Operand NOTHING = new Operand.Constant(new NullValue());

    private final Problems problems;
    private final OperandChecks checks;

    FunctionParser(Problems problems, OperandChecks checks) {
        this.problems = problems;
        this.checks = checks;
    }

    /** Parses the function with this name. Its arguments are parsed even if the name is unknown. */
    Term term(Token name, Supplier<List<Operand>> arguments) {
        Optional<Function> function = Function.of(name.text());
        checkKnown(name, function);
        List<Operand> operands = arguments.get();
        if (function.isEmpty() || function.get().isForUpdates()) {
            return new Term.ConditionCall(name, NEVER);
        }
        boolean complete = checks.count(function.get(), operands.size());
        if (complete) {
            checks.function(function.get(), operands);
        }
        if (function.get() == Function.SIZE) {
            return new Term.SizeCall(name, complete ? new Operand.Size(operands.get(0)) : NOTHING);
        }
        return new Term.ConditionCall(name, complete ? predicate(function.get(), operands) : NEVER);
    }

    /** Reports that a condition function cannot be an operand. */
    Operand misusedAsOperand(Term.ConditionCall call) {
        reportMisuse(call.function());
        return NOTHING;
    }

    /** Reports that {@code size} is not a condition. */
    Predicate misusedAsCondition(Term.SizeCall call) {
        reportMisuse(call.function());
        return NEVER;
    }

    private void checkKnown(Token name, Optional<Function> function) {
        if (function.isEmpty()) {
            problems.report(name, "Invalid function name; function: " + name.text());
        } else if (function.get().isForUpdates()) {
            problems.report(name, "The function is not allowed in a condition expression; function: " + name.text());
        }
    }

    private void reportMisuse(Token name) {
        problems.report(
                name, "The function is not allowed to be used this way in an expression; function: " + name.text());
    }

    private static Predicate predicate(Function function, List<Operand> operands) {
        Operand first = operands.get(0);
        return switch (function) {
            case ATTRIBUTE_EXISTS -> new FunctionCall.Exists(first);
            case ATTRIBUTE_NOT_EXISTS -> new FunctionCall.NotExists(first);
            case ATTRIBUTE_TYPE -> new FunctionCall.HasType(first, operands.get(1));
            case BEGINS_WITH -> new FunctionCall.BeginsWith(first, operands.get(1));
            case CONTAINS -> new FunctionCall.Contains(first, operands.get(1));
            default -> throw new IllegalArgumentException("Invalid function " + function + ": expected a condition.");
        };
    }
}
