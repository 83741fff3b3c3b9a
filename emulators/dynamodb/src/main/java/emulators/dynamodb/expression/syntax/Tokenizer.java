package emulators.dynamodb.expression.syntax;

import java.util.ArrayList;
import java.util.List;

/** Splits an expression into tokens. An invalid character becomes a separate token. */
final class Tokenizer {

    private static final String END_OF_EXPRESSION = "<EOF>";

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Tokenizer(String expression) {
        this.expression = expression;
    }

    /** The tokens; the last one is of kind {@link TokenKind#END}. */
    static List<Token> tokens(String expression) {
        Tokenizer tokenizer = new Tokenizer(expression);
        while (tokenizer.position < expression.length()) {
            tokenizer.readToken();
        }
        tokenizer.tokens.add(new Token(TokenKind.END, END_OF_EXPRESSION, expression.length()));
        return tokenizer.tokens;
    }

    private void readToken() {
        char first = expression.charAt(position);
        if (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            position++;
        } else if (isLetter(first)) {
            add(TokenKind.WORD, endOfWord());
        } else if (first == '#' && endOfWord() > position + 1) {
            add(TokenKind.NAME, endOfWord());
        } else if (first == ':' && endOfWord() > position + 1) {
            add(TokenKind.VALUE, endOfWord());
        } else if (isDigit(first)) {
            add(TokenKind.NUMBER, endOfNumber());
        } else {
            add(TokenKind.SYMBOL, endOfSymbol());
        }
    }

    private void add(TokenKind kind, int end) {
        tokens.add(new Token(kind, expression.substring(position, end), position));
        position = end;
    }

    /** Returns the end of a word that begins at the position, possibly with a {@code #} or {@code :} prefix. */
    private int endOfWord() {
        int end = position + 1;
        while (end < expression.length() && isPartOfWord(expression.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A number has no leading zeros: a leading zero is a separate number. */
    private int endOfNumber() {
        int end = position + 1;
        boolean zero = expression.charAt(position) == '0';
        while (!zero && end < expression.length() && isDigit(expression.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfSymbol() {
        boolean two = expression.startsWith("<>", position)
                || expression.startsWith("<=", position)
                || expression.startsWith(">=", position);
        return two ? position + 2 : expression.offsetByCodePoints(position, 1);
    }

    private static boolean isPartOfWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
