package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.Region;
import java.time.Instant;

/**
 * A declared configuration that is about to be created. It has no ARN yet, so that its audit cannot be written first; this is,
 * and a run that dies before the audit leaves it for the next one to complete.
 *
 * @param at when it was started
 * @param token the client token that is sent
 * @param plan the digest of the plan that is followed
 */
public record Creation(Region source, String name, Instant at, String token, SyncTrigger trigger, Digest plan) {
    public Creation {
        requireNonNull(source, "source");
        requireNonNull(name, "name");
        requireNonNull(at, "at");
        requireNonNull(token, "token");
        requireNonNull(trigger, "trigger");
        requireNonNull(plan, "plan");
    }
}
