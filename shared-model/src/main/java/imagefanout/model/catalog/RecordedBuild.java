package imagefanout.model.catalog;

import imagefanout.model.Digest;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * A build in the catalog.
 *
 * @param recordedAt the {@link ImageSnapshot#askedAt} of the recorded snapshot
 * @param digest of the snapshot as Image Builder described it, without earlier AMIs that were kept
 * @param summaryDigest equals {@link ImageSummary#digest()} if nothing has changed; equals no summary's digest while the recording
 *     is not finished
 */
public record RecordedBuild(
        Build build, Counts counts, Instant recordedAt, Digest digest, Digest summaryDigest, Optional<Hold> hold) {

    private static final Digest UNFINISHED = new Digest("0".repeat(32));

    /** Whether the recording was completed. If not, its recorder was stopped, and the next one completes it. */
    public boolean isFinished() {
        return !summaryDigest.equals(UNFINISHED);
    }

    public SnapshotVersion version() {
        return new SnapshotVersion(recordedAt, digest);
    }
}
