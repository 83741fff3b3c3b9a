package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Token;

/** A parsed part of a condition that can still turn out to be an operand or a condition. */
sealed interface Term {

    /** A path or a placeholder. */
    record Plain(Operand operand) implements Term {}

    /** A whole condition. */
    record Complete(Predicate predicate) implements Term {}

    /** {@code size(...)}, which is an operand but not a condition. */
    record SizeCall(Token function, Operand operand) implements Term {}

    /** A function that is a condition but not an operand. */
    record ConditionCall(Token function, Predicate predicate) implements Term {}
}
