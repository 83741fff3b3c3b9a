package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

/**
 * What started a run.
 *
 * @param detail for the audit trail, such as the accounts whose rows changed; may be empty
 */
public record SyncTrigger(Kind kind, String detail) {
    private static final int MAX_SHOWN = 300;

    public enum Kind {
        STREAM,
        SCHEDULE,
        MANUAL
    }

    public SyncTrigger {
        requireNonNull(kind, "kind");
        detail = detail.length() <= MAX_SHOWN ? detail : detail.substring(0, MAX_SHOWN) + "…";
    }
}
