package imagefanout.model.image;

import imagefanout.model.identity.SemanticVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * Where a build stands among those of its lineage: by its creation date (in milliseconds), ties by version. The image's
 * name only keeps two builds apart that are equal in all of that, when a pipeline changed its recipe.
 */
public record BuildPosition(Instant createdAt, SemanticVersion version, int build, String imageName)
        implements Comparable<BuildPosition> {
    private static final Comparator<BuildPosition> ORDER = Comparator.comparing(BuildPosition::createdAt)
            .thenComparing(BuildPosition::version)
            .thenComparingInt(BuildPosition::build)
            .thenComparing(BuildPosition::imageName);

    public BuildPosition {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int compareTo(BuildPosition other) {
        return ORDER.compare(this, other);
    }
}
