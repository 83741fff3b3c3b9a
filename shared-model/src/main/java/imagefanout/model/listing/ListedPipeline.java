package imagefanout.model.listing;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.util.Optional;

/**
 * A pipeline in a list.
 *
 * @param fingerprint changes when the pipeline runs, and when its configuration changes
 * @param lastRunAt when it last began to make a build; empty before the first time
 */
public record ListedPipeline(PipelineArn arn, Digest fingerprint, Optional<Instant> lastRunAt) {
    public ListedPipeline {
        requireNonNull(arn, "arn");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(lastRunAt, "lastRunAt");
    }
}
