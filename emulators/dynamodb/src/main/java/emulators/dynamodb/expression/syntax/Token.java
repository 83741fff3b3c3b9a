package emulators.dynamodb.expression.syntax;

import java.util.Locale;
import java.util.Set;

/**
 * A token of an expression.
 *
 * @param start the token's offset in the expression, in UTF-16 units
 */
public record Token(TokenKind kind, String text, int start) {

    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE");

    int end() {
        return start + text.length();
    }

    /** Whether the token is this operator or punctuation mark. */
    public boolean isSymbol(String symbol) {
        return kind == TokenKind.SYMBOL && text.equals(symbol);
    }

    /** Whether the token is this keyword, ignoring case. */
    public boolean isKeyword(String keyword) {
        return kind == TokenKind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** Whether the token can name an attribute or a function. */
    public boolean isIdentifier() {
        return kind == TokenKind.WORD && !KEYWORDS.contains(text.toUpperCase(Locale.ROOT));
    }
}
