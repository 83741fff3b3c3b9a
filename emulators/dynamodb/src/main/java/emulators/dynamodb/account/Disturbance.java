package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Makes a call do less than the request asks for, without an error. The service may do so at any time.
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

    /** A page ends after this number of items, unless it ends earlier. */
    public static Disturbance pageCut(int items) {
        return new Disturbance(OptionalInt.of(items), OptionalInt.empty());
    }

    /** This number of items or keys of a batch is done; the others are answered as unprocessed. */
    public static Disturbance processed(int count) {
        return new Disturbance(OptionalInt.empty(), OptionalInt.of(count));
    }
}
