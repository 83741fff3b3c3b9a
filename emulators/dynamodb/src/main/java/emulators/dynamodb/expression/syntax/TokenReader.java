package emulators.dynamodb.expression.syntax;

import emulators.dynamodb.value.ValidationException;
import java.util.List;

/** Reads the tokens of an expression in sequence. */
public final class TokenReader {

    /**
     * The maximum length of an expression.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters">Quotas:
     *     expression parameters</a>
     */
    private static final int MAX_LENGTH = 4096;

    private final String expression;
    private final Problems problems;
    private final List<Token> tokens;
    private int position;

    /** @throws ValidationException if the expression is empty or too long */
    public TokenReader(String expression, Problems problems) {
        if (expression.isEmpty()) {
            throw problems.invalid("The expression can not be empty;");
        }
        if (expression.length() > MAX_LENGTH) {
            throw problems.invalid(
                    "Expression size has exceeded the maximum allowed size; expression size: " + expression.length());
        }
        this.expression = expression;
        this.problems = problems;
        this.tokens = Tokenizer.tokens(expression);
    }

    /** Returns the number of tokens read. */
    int position() {
        return position;
    }

    /** Returns the next token without reading it. */
    public Token peek() {
        return tokens.get(position);
    }

    /** Returns the token after the next one without reading it. */
    public Token peekSecond() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    /** Reads a token. */
    public Token next() {
        Token token = peek();
        if (token.kind() != TokenKind.END) {
            position++;
        }
        return token;
    }

    /** Reads the operator or punctuation mark if it is the next token. */
    public boolean acceptSymbol(String symbol) {
        boolean accepted = peek().isSymbol(symbol);
        if (accepted) {
            next();
        }
        return accepted;
    }

    /** Reads the keyword if it is the next token. */
    public boolean acceptKeyword(String keyword) {
        boolean accepted = peek().isKeyword(keyword);
        if (accepted) {
            next();
        }
        return accepted;
    }

    /** @throws ValidationException if another token comes next */
    public void expectSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw syntaxError();
        }
    }

    /** @throws ValidationException if another token comes next */
    public void expectKeyword(String keyword) {
        if (!acceptKeyword(keyword)) {
            throw syntaxError();
        }
    }

    /** @throws ValidationException if the next token is of another kind */
    public Token expect(TokenKind kind) {
        if (peek().kind() != kind) {
            throw syntaxError();
        }
        return next();
    }

    /** Returns the error for an unexpected token. Its message also shows the neighboring tokens. */
    public ValidationException syntaxError() {
        return problems.invalid("Syntax error; token: \"" + peek().text() + "\", near: \""
                + expression.substring(startOfContext(), endOfContext()) + "\"");
    }

    private int startOfContext() {
        return position == 0 ? 0 : tokens.get(position - 1).start();
    }

    private int endOfContext() {
        return peekSecond().kind() == TokenKind.END
                ? expression.length()
                : peekSecond().end();
    }
}
