package emulators.imagebuilder.version;

import java.util.Comparator;
import java.util.Optional;

/**
 * A version without a build number: three nodes, each below 2^30. Keeps its text: a version may be a date with leading zeros,
 * such as 2019.12.03.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html">Semantic
 *     versioning in Image Builder</a>
 */
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {

    static final int GREATEST_NODE = (1 << 30) - 1;

    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch)
            .thenComparing(SemanticVersion::text);

    /** Parses a version; empty if a node is a wildcard or too large. */
    public static Optional<SemanticVersion> parse(String text) {
        return VersionPattern.parse(text).flatMap(VersionPattern::exactly);
    }

    public int major() {
        return Integer.parseInt(node(0));
    }

    public int minor() {
        return Integer.parseInt(node(1));
    }

    public int patch() {
        return Integer.parseInt(node(2));
    }

    /** Returns a node as it was written. */
    public String node(int index) {
        return text.split("\\.")[index];
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
