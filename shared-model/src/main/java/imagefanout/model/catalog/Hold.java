package imagefanout.model.catalog;

import imagefanout.model.MalformedException;
import java.time.Instant;

/** Takes a build out of "latest" until a person releases it. */
public record Hold(String reason, String by, Instant at) {
    private static final int MAX = 1000;

    public Hold {
        requireReason(reason);
    }

    /** @throws MalformedException when it is no reason for a hold, its release or a promotion */
    public static void requireReason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX) {
            throw new MalformedException("a reason of 1 to " + MAX + " characters", reason);
        }
    }

    /** Whether the same person gives the same reason: to set such a hold again changes nothing. */
    public boolean repeats(Hold earlier) {
        return reason.equals(earlier.reason) && by.equals(earlier.by);
    }
}
