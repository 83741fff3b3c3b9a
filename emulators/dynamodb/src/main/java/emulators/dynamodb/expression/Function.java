package emulators.dynamodb.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions in expressions. */
enum Function {
    ATTRIBUTE_EXISTS("attribute_exists", 1, false),
    ATTRIBUTE_NOT_EXISTS("attribute_not_exists", 1, false),
    ATTRIBUTE_TYPE("attribute_type", 2, false),
    BEGINS_WITH("begins_with", 2, false),
    CONTAINS("contains", 2, false),
    SIZE("size", 1, false),
    IF_NOT_EXISTS("if_not_exists", 2, true),
    LIST_APPEND("list_append", 2, true);

    private static final Map<String, Function> BY_SPELLING =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Function::spelling, f -> f));

    private final String spelling;
    private final int operands;
    private final boolean forUpdates;

    Function(String spelling, int operands, boolean forUpdates) {
        this.spelling = spelling;
        this.operands = operands;
        this.forUpdates = forUpdates;
    }

    /** Returns the function with this name. Unlike keywords, function names are case-sensitive. */
    static Optional<Function> of(String spelling) {
        return Optional.ofNullable(BY_SPELLING.get(spelling));
    }

    String spelling() {
        return spelling;
    }

    /** Returns the number of operands. */
    int operands() {
        return operands;
    }

    /** Whether this is a function of update expressions. Otherwise, it is a condition function. */
    boolean isForUpdates() {
        return forUpdates;
    }
}
