package imagefanout.dynamodb.catalog;

import imagefanout.model.Digest;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;

/** A snapshot's version as a text: {@code 2026-01-01T00:00:00Z/0123456789abcdef0123456789abcdef}. */
final class Versions {
    private Versions() {}

    static String format(SnapshotVersion version) {
        return version.askedAt() + "/" + version.digest();
    }

    static SnapshotVersion parse(String text) {
        String[] parts = text.split("/");
        return new SnapshotVersion(Instant.parse(parts[0]), new Digest(parts[1]));
    }
}
