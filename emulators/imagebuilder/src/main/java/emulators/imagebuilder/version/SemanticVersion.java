package emulators.imagebuilder.version;

import java.util.Comparator;
import java.util.Optional;

/**
 * A version without a build number: three nodes, each below 2^30.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html">Semantic
 *     versioning in Image Builder</a>
 */
public record SemanticVersion(int major, int minor, int patch) implements Comparable<SemanticVersion> {

    static final int GREATEST_NODE = (1 << 30) - 1;

    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch);

    /** Parses a version; empty if a node is a wildcard or too large. */
    public static Optional<SemanticVersion> parse(String text) {
        return VersionPattern.parse(text).flatMap(VersionPattern::exactly);
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
