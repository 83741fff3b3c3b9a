package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import java.time.Instant;

/**
 * A build as Image Builder described it, compared with what it should have made. A build in progress has no copies yet.
 *
 * @param askedAt the instant <em>before</em> GetImage was sent; of two snapshots, the one with the later instant is newer
 * @param summaryDigest of what a list shows of the same build; it lets a reconcile compare without GetImage
 */
public record ImageSnapshot(Instant askedAt, Build build, FanOut fanOut, Digest summaryDigest) {
    public ImageSnapshot {
        requireNonNull(askedAt, "askedAt");
        requireNonNull(build, "build");
        requireNonNull(fanOut, "fanOut");
        requireNonNull(summaryDigest, "summaryDigest");
    }

    public static ImageSnapshot of(Instant askedAt, DescribedImage image) {
        Build build = image.build();
        FanOut fanOut = build.state().isInProgress() ? FanOut.NONE : FanOut.of(image);
        return new ImageSnapshot(
                askedAt, build, fanOut, ImageSummary.digest(build.state(), build.reason(), image.outputs()));
    }

    public SnapshotVersion version() {
        return new SnapshotVersion(askedAt, digest());
    }

    /** Covers everything that is recorded, so that an unchanged build is found without comparing each copy. */
    public Digest digest() {
        Digest.Builder digest = Digest.of("snapshot");
        digest.add(build.arn().toString())
                .add(build.name())
                .add(build.type().name())
                .add(build.state().name())
                .add(build.reason())
                .add(build.createdAt().toString())
                .add(build.pipeline())
                .add(build.platform())
                .add(build.osVersion())
                .add(build.distributionConfigurationArn())
                .add(build.recipe());
        return digest.add(summaryDigest.hex()).add(fanOut.digest().hex()).end();
    }
}
