package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.Region;
import java.time.Instant;

/**
 * A declared configuration that is about to be created. It has no ARN yet, so this is written first in place of its audit
 * record; if the run dies, a later one completes the record.
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
