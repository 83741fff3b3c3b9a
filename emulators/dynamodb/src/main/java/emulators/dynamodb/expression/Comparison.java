package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Token;
import emulators.dynamodb.expression.syntax.TokenKind;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.KeyOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison operator. Values of different types are never equal and have no order. */
enum Comparison {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private static final KeyOrder ORDER = new KeyOrder();
    private static final Map<String, Comparison> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Comparison::symbol, c -> c));

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    /** Returns the comparison for a token; empty if the token is not a comparison. */
    static Optional<Comparison> of(Token token) {
        return token.kind() == TokenKind.SYMBOL ? Optional.ofNullable(BY_SYMBOL.get(token.text())) : Optional.empty();
    }

    String symbol() {
        return symbol;
    }

    /** Whether the comparison requires an order. Only strings, numbers, and binary values have one. */
    boolean needsOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    /** Returns the equivalent comparison with swapped sides. */
    Comparison swapped() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    boolean holds(AttributeValue left, AttributeValue right) {
        if (!needsOrder()) {
            return left.equals(right) == (this == EQUAL);
        }
        return KeyOrder.orders(left, right) && holds(ORDER.compare(left, right));
    }

    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
