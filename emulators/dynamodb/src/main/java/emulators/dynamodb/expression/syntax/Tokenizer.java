package emulators.dynamodb.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens. A character that no expression may contain becomes a token of its own. */
final class Tokenizer {

    private static final String END_OF_EXPRESSION = "<EOF>";

    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>[ \\t\\r\\n]+)\
            |(?<word>[A-Za-z][A-Za-z0-9_]*)\
            |(?<name>\\#[A-Za-z0-9_]+)\
            |(?<value>:[A-Za-z0-9_]+)\
            |(?<number>0|[1-9][0-9]*)\
            |(?<symbol><>|<=|>=|.)""", Pattern.DOTALL);

    private Tokenizer() {}

    /** The tokens; the last one is of kind {@link TokenKind#END}. */
    static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            if (matcher.group("space") == null) {
                tokens.add(new Token(kind(matcher), matcher.group(), matcher.start()));
            }
        }
        tokens.add(new Token(TokenKind.END, END_OF_EXPRESSION, expression.length()));
        return tokens;
    }

    private static TokenKind kind(Matcher matcher) {
        if (matcher.group("word") != null) {
            return TokenKind.WORD;
        }
        if (matcher.group("name") != null) {
            return TokenKind.NAME;
        }
        if (matcher.group("value") != null) {
            return TokenKind.VALUE;
        }
        return matcher.group("number") != null ? TokenKind.NUMBER : TokenKind.SYMBOL;
    }
}
