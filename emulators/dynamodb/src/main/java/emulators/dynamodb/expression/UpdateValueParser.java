package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Parentheses;
import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Token;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.NullValue;
import java.util.List;
import java.util.Optional;

/** Parses the value that {@code SET} assigns: an operand, a sum or difference of two operands, or a function. */
final class UpdateValueParser {

    /** Replaces an invalid function until the problem is reported. */
    private static final UpdateValue NOTHING = new UpdateValue.Simple(new Operand.Constant(new NullValue()));

    private final TokenReader tokens;
    private final Problems problems;
    private final OperandParser operands;
    private final OperandChecks checks;

    UpdateValueParser(TokenReader tokens, Problems problems, OperandParser operands) {
        this.tokens = tokens;
        this.problems = problems;
        this.operands = operands;
        this.checks = new OperandChecks(problems);
    }

    /** Parses the next value. */
    UpdateValue parse() {
        Token start = tokens.peek();
        UpdateValue left = groupOrOperand();
        Token operator = tokens.peek();
        if (!operator.isSymbol("+") && !operator.isSymbol("-")) {
            return left;
        }
        if (isArithmetic(left)) {
            throw tokens.syntaxError();
        }
        tokens.next();
        checkUse(start, left);
        Token rightStart = tokens.peek();
        UpdateValue right = operand();
        checkUse(rightStart, right);
        number(operator.text(), left);
        number(operator.text(), right);
        return operator.isSymbol("+") ? new UpdateValue.Sum(left, right) : new UpdateValue.Difference(left, right);
    }

    private UpdateValue groupOrOperand() {
        Parentheses parentheses = operands.parentheses();
        if (!parentheses.isNext()) {
            return operand();
        }
        int group = parentheses.open();
        UpdateValue value = parse();
        parentheses.close(group);
        return value;
    }

    private UpdateValue operand() {
        Parentheses parentheses = operands.parentheses();
        if (parentheses.isNext()) {
            int group = parentheses.open();
            UpdateValue value = operand();
            parentheses.close(group);
            return value;
        }
        if (operands.isFunctionNext()) {
            return function(tokens.next());
        }
        if (tokens.peek().kind() == TokenKind.VALUE) {
            return new UpdateValue.Simple(new Operand.Constant(operands.value()));
        }
        return new UpdateValue.Simple(new Operand.Reference(operands.path()));
    }

    private UpdateValue function(Token name) {
        Optional<Function> function = Function.of(name.text());
        if (function.isEmpty()) {
            problems.report(name, "Invalid function name; function: " + name.text());
        } else if (!function.get().isForUpdates()) {
            problems.report(name, "The function is not allowed in an update expression; function: " + name.text());
        }
        List<UpdateValue> arguments = operands.arguments(this::argument);
        boolean complete =
                function.isPresent() && function.get().isForUpdates() && checks.count(function.get(), arguments.size());
        if (!complete) {
            return NOTHING;
        }
        return function.get() == Function.LIST_APPEND ? listAppend(arguments) : ifNotExists(arguments);
    }

    private UpdateValue argument() {
        Token start = tokens.peek();
        UpdateValue value = operand();
        checkUse(start, value);
        return value;
    }

    private UpdateValue ifNotExists(List<UpdateValue> arguments) {
        Optional<Operand> first = arguments.get(0).operand();
        Optional<Path> path = first.flatMap(Operand::path);
        checks.path(Function.IF_NOT_EXISTS, path);
        if (path.isEmpty()) {
            return NOTHING;
        }
        arguments
                .get(1)
                .operand()
                .ifPresent(second -> checks.distinct(Function.IF_NOT_EXISTS.spelling(), first.get(), List.of(second)));
        return new UpdateValue.IfNotExists(path.get(), arguments.get(1));
    }

    private UpdateValue listAppend(List<UpdateValue> arguments) {
        arguments.forEach(argument -> type(Function.LIST_APPEND.spelling(), "L", argument));
        return new UpdateValue.ListAppend(arguments.get(0), arguments.get(1));
    }

    private void number(String operator, UpdateValue value) {
        type(operator, "N", value);
    }

    private void type(String operator, String expected, UpdateValue value) {
        value.operand()
                .flatMap(Operand::knownType)
                .filter(type -> !type.equals(expected))
                .ifPresent(type -> checks.wrongType(operator, type));
    }

    /** Only {@code if_not_exists} may be nested. */
    private void checkUse(Token start, UpdateValue value) {
        if (value instanceof UpdateValue.ListAppend) {
            problems.report(
                    start,
                    "The function is not allowed to be used this way in an expression; function: "
                            + Function.LIST_APPEND.spelling());
        }
    }

    private static boolean isArithmetic(UpdateValue value) {
        return value instanceof UpdateValue.Sum || value instanceof UpdateValue.Difference;
    }
}
