package emulators.dynamodb.expression.syntax;

/** The checks of an expression that can be parsed, in the order in which the service makes them. */
public enum Stage {
    /** Function names, where functions are used, reserved words, list indexes, sections of updates. */
    STRUCTURE,
    /** Names of the attributes that an update or a projection touches. */
    NAMES,
    /** Two paths that an update or a projection cannot have both. */
    OVERLAPS,
    /** Values, and operands that do not fit their operator or function. */
    OPERANDS,
    /** The number of operators. */
    SIZE
}
