package imagefanout.model.image;

import imagefanout.model.Digest;
import java.time.Instant;
import java.util.Comparator;

/**
 * Orders the snapshots of one build by the instant before GetImage was sent, then by content, so that two recorders with the
 * same instant agree on which of two snapshots is newer.
 */
public record SnapshotVersion(Instant askedAt, Digest digest) implements Comparable<SnapshotVersion> {
    private static final Comparator<SnapshotVersion> ORDER =
            Comparator.comparing(SnapshotVersion::askedAt).thenComparing(SnapshotVersion::digest);

    @Override
    public int compareTo(SnapshotVersion other) {
        return ORDER.compare(this, other);
    }

    /** Reads what {@link #toString()} gives. */
    public static SnapshotVersion parse(String text) {
        String[] parts = text.split("/");
        return new SnapshotVersion(Instant.parse(parts[0]), new Digest(parts[1]));
    }

    /** {@code 2026-01-01T00:00:00Z/0123456789abcdef0123456789abcdef}. */
    @Override
    public String toString() {
        return askedAt + "/" + digest.hex();
    }
}
