package emulators.dynamodb.expression.syntax;

/** The kind of a token in an expression. */
public enum TokenKind {
    /** An attribute name, a function or a keyword. */
    WORD,
    /** A placeholder of an attribute name, such as {@code #n}. */
    NAME,
    /** A placeholder of a value, such as {@code :v}. */
    VALUE,
    /** The digits of a list index. */
    NUMBER,
    /** An operator, a punctuation mark, or an invalid character. */
    SYMBOL,
    /** The end of the expression. */
    END
}
