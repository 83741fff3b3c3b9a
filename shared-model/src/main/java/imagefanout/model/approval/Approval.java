package imagefanout.model.approval;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import java.time.Duration;
import java.time.Instant;

/**
 * A person's approval of what is on hold. One run uses it up.
 *
 * @param digest of the plan, or the part of a plan, that is approved
 * @param by the authenticated caller, or what an invoker of the function claims
 */
public record Approval(Digest digest, String by, String reason, Instant at) {
    /** How long an approval is valid. */
    public static final Duration VALID = Duration.ofHours(24);

    public Approval {
        requireNonNull(digest, "digest");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }

    public boolean isValid(Instant now) {
        return now.isBefore(at.plus(VALID));
    }
}
