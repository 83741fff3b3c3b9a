package imagefanout.model.image;

import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.SemanticVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * The order of a lineage's builds: by creation time (in milliseconds), then by version and build number, each by
 * number and then by text. The image name
 * separates builds that are equal in all of these, which happens when a pipeline changes its recipe.
 */
public record BuildPosition(Instant createdAt, SemanticVersion version, BuildNumber build, String imageName)
        implements Comparable<BuildPosition> {
    private static final Comparator<BuildPosition> ORDER = Comparator.comparing(BuildPosition::createdAt)
            .thenComparing(BuildPosition::version, SemanticVersion.BY_NUMBER)
            .thenComparingInt(position -> position.build().value())
            .thenComparing(BuildPosition::version)
            .thenComparing(BuildPosition::build)
            .thenComparing(BuildPosition::imageName);

    public BuildPosition {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int compareTo(BuildPosition other) {
        return ORDER.compare(this, other);
    }
}
