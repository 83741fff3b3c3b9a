package emulators.dynamodb.expression.syntax;

/** The stages of checking a parsed expression, in the service's order. */
public enum Stage {
    /** Function names and where they are used, reserved words, list indexes, sections of updates. */
    STRUCTURE,
    /** Names of the attributes that an update or a projection touches. */
    NAMES,
    /** Paths that overlap or conflict in an update or a projection. */
    OVERLAPS,
    /** Values, and operands that do not fit their operator or function. */
    OPERANDS,
    /** The number of operators. */
    SIZE
}
