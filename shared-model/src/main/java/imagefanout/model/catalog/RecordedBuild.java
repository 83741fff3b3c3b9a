package imagefanout.model.catalog;

import imagefanout.model.Digest;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * A build as the catalog holds it.
 *
 * @param recordedAt the instant before the snapshot that is recorded was asked for
 * @param digest of the snapshot as the service showed it, before AMIs that it no longer shows were kept
 * @param summaryDigest what {@link ImageSummary#digest()} gives while nothing has changed and nothing is left to do: while the
 *     recording is not finished, no summary's
 * @param hold set while the build is taken out of "latest"
 */
public record RecordedBuild(
        Build build, Counts counts, Instant recordedAt, Digest digest, Digest summaryDigest, Optional<Hold> hold) {

    /** Whether this build may be somebody's latest. */
    public boolean isOffered() {
        return build.state() == ImageState.AVAILABLE && hold.isEmpty();
    }

    public SnapshotVersion version() {
        return new SnapshotVersion(recordedAt, digest);
    }
}
