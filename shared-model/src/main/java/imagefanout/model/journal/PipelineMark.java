package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.PipelineArn;

/**
 * A pipeline whose builds were compared with the catalog.
 *
 * @param fingerprint as {@link imagefanout.model.listing.ListedPipeline#fingerprint()} was then
 */
public record PipelineMark(PipelineArn pipeline, Digest fingerprint) {
    public PipelineMark {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(fingerprint, "fingerprint");
    }
}
