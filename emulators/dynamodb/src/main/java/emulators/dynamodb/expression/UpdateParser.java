package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Path;
import emulators.dynamodb.expression.syntax.Problems;
import emulators.dynamodb.expression.syntax.Stage;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.expression.syntax.TokenReader;
import emulators.dynamodb.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Parses update expressions: the sections {@code SET}, {@code REMOVE}, {@code ADD} and {@code DELETE} in any order, each
 * at most once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Using
 *     update expressions in DynamoDB</a>
 */
final class UpdateParser {

    private static final Set<String> ADDABLE = Set.of("N", "SS", "NS", "BS");
    private static final Set<String> DELETABLE = Set.of("SS", "NS", "BS");

    /** The service's type names in errors of {@code ADD} and {@code DELETE}. */
    private static final Map<String, String> LONG_TYPES = Map.of(
            "S", "STRING", "N", "NUMBER", "B", "BINARY", "BOOL", "BOOLEAN", "NULL", "NULL", "L", "LIST", "M", "MAP");

    private final TokenReader tokens;
    private final Problems problems;
    private final OperandParser operands;
    private final UpdateValueParser values;

    UpdateParser(TokenReader tokens, Problems problems, Placeholders placeholders) {
        this.tokens = tokens;
        this.problems = problems;
        this.operands = new OperandParser(tokens, problems, Stage.NAMES, placeholders);
        this.values = new UpdateValueParser(tokens, problems, operands);
    }

    /** Parses the whole expression. */
    List<UpdateAction> parse() {
        Map<String, List<UpdateAction>> sections = new LinkedHashMap<>();
        do {
            String keyword = tokens.peek().text().toUpperCase(Locale.ROOT);
            if (sections.putIfAbsent(keyword, section()) != null) {
                problems.report(
                        tokens.peek(),
                        "The \"" + keyword + "\" section can only be used once in an update expression;");
            }
        } while (tokens.peek().kind() != TokenKind.END);
        List<UpdateAction> all = new ArrayList<>();
        sections.values().forEach(all::addAll);
        return all;
    }

    private List<UpdateAction> section() {
        if (tokens.acceptKeyword("SET")) {
            return operands.list(this::assign);
        }
        if (tokens.acceptKeyword("REMOVE")) {
            return operands.list(() -> new UpdateAction.Remove(operands.path()));
        }
        if (tokens.acceptKeyword("ADD")) {
            return operands.list(this::add);
        }
        if (tokens.acceptKeyword("DELETE")) {
            return operands.list(this::delete);
        }
        throw tokens.syntaxError();
    }

    private UpdateAction assign() {
        Path path = operands.path();
        tokens.expectSymbol("=");
        return new UpdateAction.Assign(path, values.parse());
    }

    private UpdateAction add() {
        Path path = operands.path();
        return new UpdateAction.Add(path, operand("ADD", ADDABLE));
    }

    private UpdateAction delete() {
        Path path = operands.path();
        return new UpdateAction.Delete(path, operand("DELETE", DELETABLE));
    }

    private AttributeValue operand(String section, Set<String> types) {
        AttributeValue value = operands.value();
        if (!types.contains(value.type())) {
            problems.report(
                    Stage.OPERANDS,
                    "Incorrect operand type for operator or function; operator: " + section + ", operand type: "
                            + LONG_TYPES.get(value.type()) + ", typeSet: ALLOWED_FOR_" + section + "_OPERAND");
        }
        return value;
    }
}
