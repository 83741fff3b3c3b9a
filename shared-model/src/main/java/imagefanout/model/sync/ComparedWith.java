package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import java.time.Instant;

/**
 * What a configuration was compared with when it was found in sync. While the next run finds the same, it need not read the
 * configuration.
 *
 * @param digest of the configuration's tags and {@code dateUpdated}, and of the registry's rows that matter to it
 * @param at when it was compared
 */
public record ComparedWith(Digest digest, Instant at) {
    public ComparedWith {
        requireNonNull(digest, "digest");
        requireNonNull(at, "at");
    }
}
