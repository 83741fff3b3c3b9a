package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import java.time.Duration;
import java.time.Instant;

/** A person's approval of what is on hold. One import uses it up. */
public record ImportApproval(Digest digest, String by, String reason, Instant at) {
    /** How long an approval is valid. */
    public static final Duration VALID = Duration.ofHours(24);

    public ImportApproval {
        requireNonNull(digest, "digest");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }

    public boolean isValid(Instant now) {
        return now.isBefore(at.plus(VALID));
    }
}
