package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * What makes a call do less than it was asked to, without an error. The service may always do so.
 *
 * @param pageItems after how many items a page of Query or Scan ends
 * @param processed how many items or keys of a batch are done
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

    /** A page ends after so many items, if it does not end before. */
    public static Disturbance pageCut(int items) {
        return new Disturbance(OptionalInt.of(items), OptionalInt.empty());
    }

    /** So many items or keys of a batch are done; the others come back as unprocessed. */
    public static Disturbance processed(int count) {
        return new Disturbance(OptionalInt.empty(), OptionalInt.of(count));
    }
}
