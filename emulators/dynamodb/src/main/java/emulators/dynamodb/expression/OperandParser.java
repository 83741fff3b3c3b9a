package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Parentheses;
import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.PathParser;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Stage;
import emulators.dynamodb.expression.syntax.Token;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.NullValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Parses the syntax that conditions and updates share: paths, value placeholders, and parentheses around them. */
final class OperandParser {

    /** Replaces an undefined placeholder until the problem is reported. */
    private static final AttributeValue UNDEFINED = new NullValue();

    /** Equal to the maximum number of operators, because each function is an operator. Protects the stack. */
    private static final int MAX_NESTED_FUNCTIONS = 300;

    private final TokenReader tokens;
    private final Problems problems;
    private final Placeholders placeholders;
    private final PathParser pathParser;
    private final Parentheses parentheses;
    private int nestedFunctions;

    OperandParser(TokenReader tokens, Problems problems, Stage nameStage, Placeholders placeholders) {
        this.tokens = tokens;
        this.problems = problems;
        this.placeholders = placeholders;
        this.pathParser = new PathParser(tokens, problems, nameStage, placeholders::name);
        this.parentheses = new Parentheses(tokens, problems);
    }

    Parentheses parentheses() {
        return parentheses;
    }

    Path path() {
        return pathParser.parse();
    }

    List<Path> paths() {
        return pathParser.paths();
    }

    /** Whether the next tokens are a function name and a parenthesis. */
    boolean isFunctionNext() {
        return tokens.peek().isIdentifier() && tokens.peekSecond().isSymbol("(");
    }

    /** Parses the arguments in parentheses of a function or {@code IN}, after its name. */
    <T> List<T> arguments(Supplier<T> argument) {
        tokens.expectSymbol("(");
        nestedFunctions++;
        if (nestedFunctions > MAX_NESTED_FUNCTIONS) {
            throw problems.invalid("The expression contains too many operators; operator count: " + nestedFunctions);
        }
        List<T> arguments = list(argument);
        tokens.expectSymbol(")");
        nestedFunctions--;
        return arguments;
    }

    /** Parses one or more elements, separated by commas. */
    <T> List<T> list(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (tokens.acceptSymbol(","));
        return elements;
    }

    /** Reads the next placeholder and returns its value. */
    AttributeValue value() {
        Token token = tokens.expect(TokenKind.VALUE);
        return placeholders.value(token.text()).orElseGet(() -> {
            problems.report(
                    Stage.OPERANDS,
                    "An expression attribute value used in expression is not defined; attribute value: "
                            + token.text());
            return UNDEFINED;
        });
    }
}
