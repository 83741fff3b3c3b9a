package emulators.dynamodb.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parses document paths: {@code attribute[0].member.#placeholder}. */
public final class PathParser {

    /** The maximum number of steps in a path. */
    private static final int MAX_STEPS = 32;

    private static final String UNDEFINED = "";

    private final TokenReader tokens;
    private final Problems problems;
    private final Stage nameStage;
    private final Function<String, Optional<String>> names;
    private final List<Path> paths = new ArrayList<>();

    /**
     * @param nameStage the stage in which the service reports an undefined name placeholder
     * @param names maps a placeholder to its attribute name
     */
    public PathParser(
            TokenReader tokens, Problems problems, Stage nameStage, Function<String, Optional<String>> names) {
        this.tokens = tokens;
        this.problems = problems;
        this.nameStage = nameStage;
        this.names = names;
    }

    /** Parses the next path. */
    public Path parse() {
        Token start = tokens.peek();
        List<Step> steps = new ArrayList<>();
        steps.add(attribute());
        while (true) {
            if (tokens.acceptSymbol(".")) {
                steps.add(member());
            } else if (tokens.acceptSymbol("[")) {
                steps.add(element());
            } else {
                return path(start, steps);
            }
        }
    }

    /** Returns all paths parsed so far, in text order. */
    public List<Path> paths() {
        return List.copyOf(paths);
    }

    private Path path(Token start, List<Step> steps) {
        if (steps.size() > MAX_STEPS) {
            problems.report(start, "The document path has too many nesting levels; nesting levels: " + steps.size());
        }
        Path path = new Path(steps);
        paths.add(path);
        return path;
    }

    private Step attribute() {
        return tokens.peek().kind() == TokenKind.NAME ? placeholder() : identifier();
    }

    /** After a dot, the service's grammar reads a value placeholder as a name placeholder, which is never defined. */
    private Step member() {
        return tokens.peek().kind() == TokenKind.VALUE ? placeholder() : attribute();
    }

    private Step placeholder() {
        String placeholder = tokens.next().text();
        return Step.member(names.apply(placeholder).orElseGet(() -> {
            problems.report(
                    nameStage,
                    "An expression attribute name used in the document path is not defined; attribute name: "
                            + placeholder);
            return UNDEFINED;
        }));
    }

    private Step identifier() {
        Token token = tokens.peek();
        if (!token.isIdentifier()) {
            throw tokens.syntaxError();
        }
        tokens.next();
        if (ReservedWords.contains(token.text())) {
            problems.report(token, "Attribute name is a reserved keyword; reserved keyword: " + token.text());
        }
        return Step.member(token.text());
    }

    private Step element() {
        Token digits = tokens.expect(TokenKind.NUMBER);
        tokens.expectSymbol("]");
        try {
            return Step.element(Integer.parseInt(digits.text()));
        } catch (NumberFormatException e) {
            problems.report(digits, "List index is not within the allowable range; index: [" + digits.text() + "]");
            return Step.element(Integer.MAX_VALUE);
        }
    }
}
