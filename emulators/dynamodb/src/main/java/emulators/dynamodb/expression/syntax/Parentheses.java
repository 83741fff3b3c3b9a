package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.ValidationException;

/** Reads grouping parentheses. Refuses redundant ones, which contain only another group. */
public final class Parentheses {

    private static final String REDUNDANT = "The expression has redundant parentheses;";

    /** More than an expression with the maximum number of operators can need. Protects the stack. */
    private static final int MAX_DEPTH = 500;

    private static final int NONE = -1;

    private final TokenReader tokens;
    private final Problems problems;
    private int depth;
    private int lastFirstToken = NONE;
    private int lastEnd = NONE;

    public Parentheses(TokenReader tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Whether the next token opens a group. */
    public boolean isNext() {
        return tokens.peek().isSymbol("(");
    }

    /**
     * Reads the opening parenthesis.
     *
     * @return the group, to be closed with {@link #close}
     * @throws ValidationException if groups are nested too deeply to be necessary
     */
    public int open() {
        tokens.expectSymbol("(");
        depth++;
        if (depth > MAX_DEPTH) {
            throw problems.invalid(REDUNDANT);
        }
        return tokens.position();
    }

    /**
     * Reads the closing parenthesis of a group that was opened.
     *
     * @throws ValidationException if the group contains only another group
     */
    public void close(int group) {
        boolean groupsOnlyGroup = lastFirstToken == group && lastEnd == tokens.position();
        tokens.expectSymbol(")");
        depth--;
        if (groupsOnlyGroup) {
            throw problems.invalid(REDUNDANT);
        }
        lastFirstToken = group - 1;
        lastEnd = tokens.position();
    }
}
