package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.ValidationException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Collects the problems of a parsed expression and reports only one, like the service: the first problem of the earliest {@link Stage}.
 */
public final class Problems {

    private final String expressionKind;
    private final Map<Stage, Problem> first = new EnumMap<>(Stage.class);

    /** @param expressionKind the request's parameter, such as {@code ConditionExpression} */
    public Problems(String expressionKind) {
        this.expressionKind = expressionKind;
    }

    /** Adds a problem. Only the first one added for each stage counts. */
    public void report(Stage stage, String message) {
        first.putIfAbsent(stage, new Problem(Integer.MAX_VALUE, message));
    }

    /** Adds a problem in the {@link Stage#STRUCTURE structure}. Only the first one in the text counts. */
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

    /** Returns the error for a problem in the expression. */
    public ValidationException invalid(String message) {
        return new ValidationException("Invalid " + expressionKind + ": " + message);
    }

    private record Problem(int position, String message) {}
}
