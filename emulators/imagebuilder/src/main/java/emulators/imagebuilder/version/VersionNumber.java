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
public record VersionNumber(String text) implements Comparable<VersionNumber> {

    static final int GREATEST_NODE = (1 << 30) - 1;

    private static final Comparator<VersionNumber> ORDER = Comparator.comparingInt(VersionNumber::major)
            .thenComparingInt(VersionNumber::minor)
            .thenComparingInt(VersionNumber::patch)
            .thenComparing(VersionNumber::text);

    /** Parses a version; empty if a node is a wildcard or too large. */
    public static Optional<VersionNumber> parse(String text) {
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
    public int compareTo(VersionNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
