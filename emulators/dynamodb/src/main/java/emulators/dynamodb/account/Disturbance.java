package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Makes a call do less than the request asks for, without an error. The service may do so at any time.
 *
 * @param pageItems the number of items after which a page of Query or Scan ends
 * @param processed the number of items or keys of a batch to process
 */
public record Disturbance(OptionalInt pageItems, OptionalInt processed) {

    private static final Disturbance NONE = new Disturbance(OptionalInt.empty(), OptionalInt.empty());

    public Disturbance {
        requireNonNull(pageItems, "pageItems");
        requireNonNull(processed, "processed");
    }

    public static Disturbance none() {
        return NONE;
    }

    /** A page ends after this number of items, unless it ends earlier. */
    public static Disturbance pageCut(int items) {
        return new Disturbance(OptionalInt.of(items), OptionalInt.empty());
    }

    /** This number of items or keys of a batch is processed; the others are returned as unprocessed. */
    public static Disturbance processed(int count) {
        return new Disturbance(OptionalInt.empty(), OptionalInt.of(count));
    }
}
