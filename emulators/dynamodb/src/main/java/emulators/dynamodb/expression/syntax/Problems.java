package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.ValidationException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Collects what is wrong with an expression that can be parsed, and reports what the service would report: only one
 * problem, the first of the earliest {@link Stage}.
 */
public final class Problems {

    private final String expressionKind;
    private final Map<Stage, Problem> first = new EnumMap<>(Stage.class);

    /** @param expressionKind the request's parameter, such as {@code ConditionExpression} */
    public Problems(String expressionKind) {
        this.expressionKind = expressionKind;
    }

    /** Notes a problem; the one noted first for its stage counts. */
    public void report(Stage stage, String message) {
        first.putIfAbsent(stage, new Problem(Integer.MAX_VALUE, message));
    }

    /** Notes a problem in the {@link Stage#STRUCTURE structure}; the one that comes first in the text counts. */
    public void report(Token token, String message) {
        first.merge(
                Stage.STRUCTURE,
                new Problem(token.start(), message),
                (known, added) -> added.position < known.position ? added : known);
    }

    /** @throws ValidationException if there is a problem */
    public void throwFirst() {
        first.values().stream().findFirst().ifPresent(problem -> {
            throw invalid(problem.message);
        });
    }

    /** The error that says what is wrong with the expression. */
    public ValidationException invalid(String message) {
        return new ValidationException("Invalid " + expressionKind + ": " + message);
    }

    private record Problem(int position, String message) {}
}
