package imagefanout.model.catalog;

import java.time.Instant;

/** Ends a hold. */
public record Release(String reason, String by, Instant at) {
    public Release {
        Hold.requireReason(reason);
    }
}
