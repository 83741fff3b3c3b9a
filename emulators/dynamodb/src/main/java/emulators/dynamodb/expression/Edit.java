package emulators.dynamodb.expression;

import emulators.dynamodb.value.AttributeValue;

/** What an update does at the end of a path. */
sealed interface Edit {

    /** Puts a value there. */
    record Put(AttributeValue value) implements Edit {}

    /** Removes what is there. */
    record Remove() implements Edit {}

    /** Leaves what is there. */
    record Keep() implements Edit {}
}
