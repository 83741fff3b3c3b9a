package imagefanout.model.image;

import imagefanout.model.Digest;
import imagefanout.model.identity.ImageBuildArn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A build in a list: enough to see that it changed, not enough to record it.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageSummary.html">ImageSummary</a>
 */
public record ImageSummary(
        ImageBuildArn arn, ImageState state, Optional<String> reason, Instant createdAt, List<OutputAmi> outputs) {
    public ImageSummary {
        outputs = List.copyOf(outputs);
    }

    /** Equals {@link ImageSnapshot#summaryDigest()} of the same build if nothing changed in between. */
    public Digest digest() {
        return digest(state, reason, outputs);
    }

    public static Digest digest(ImageState state, Optional<String> reason, Collection<OutputAmi> outputs) {
        Digest.Builder digest = Digest.of("summary").add(state.name()).add(reason);
        outputs.stream().map(OutputAmi::summary).distinct().sorted().forEach(digest::add);
        return digest.end();
    }
}
