package emulators.dynamodb.expression;

import emulators.dynamodb.expression.syntax.Token;

/** What a condition is parsed into piece by piece, as long as it is open whether it is an operand or a condition. */
sealed interface Term {

    /** A path or a placeholder. */
    record Plain(Operand operand) implements Term {}

    /** A whole condition. */
    record Complete(Predicate predicate) implements Term {}

    /** {@code size(...)}, which is an operand and no condition. */
    record SizeCall(Token function, Operand operand) implements Term {}

    /** A function that is a condition and no operand. */
    record ConditionCall(Token function, Predicate predicate) implements Term {}
}
