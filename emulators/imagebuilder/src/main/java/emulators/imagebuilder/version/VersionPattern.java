package emulators.imagebuilder.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A version with optional trailing wildcards: {@code 1.0.0}, {@code 1.0.x}, {@code 1.x.x}, or {@code x.x.x}.
 *
 * @param fixed the nodes before the first wildcard
 */
public record VersionPattern(List<Integer> fixed) {

    private static final int NODES = 3;
    private static final String WILDCARD = "x";

    public VersionPattern {
        fixed = List.copyOf(fixed);
    }

    /** Parses a pattern; empty if a number follows a wildcard or is too large. */
    public static Optional<VersionPattern> parse(String text) {
        String[] nodes = text.split("\\.", -1);
        if (nodes.length != NODES) {
            return Optional.empty();
        }
        List<Integer> fixed = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            if (nodes[i].equals(WILDCARD)) {
                continue;
            }
            OptionalInt node = node(nodes[i]);
            if (fixed.size() < i || node.isEmpty()) {
                return Optional.empty();
            }
            fixed.add(node.getAsInt());
        }
        return Optional.of(new VersionPattern(fixed));
    }

    private static OptionalInt node(String text) {
        try {
            int node = Integer.parseInt(text);
            return node >= 0 && node <= SemanticVersion.GREATEST_NODE ? OptionalInt.of(node) : OptionalInt.empty();
        } catch (NumberFormatException tooGreat) {
            return OptionalInt.empty();
        }
    }

    Optional<SemanticVersion> exactly() {
        return fixed.size() == NODES
                ? Optional.of(new SemanticVersion(fixed.get(0), fixed.get(1), fixed.get(2)))
                : Optional.empty();
    }

    public boolean matches(SemanticVersion version) {
        return nodes(version).subList(0, fixed.size()).equals(fixed);
    }

    /**
     * Returns the version for a new resource. The first wildcard becomes the next number after the highest existing one, or the first valid number if none exists. Other wildcards become zero. Empty if no number is left.
     */
    public Optional<SemanticVersion> next(Collection<SemanticVersion> taken) {
        if (fixed.size() == NODES) {
            return exactly();
        }
        int first = fixed.isEmpty() ? 1 : 0;
        int next = taken.stream()
                .filter(this::matches)
                .mapToInt(version -> nodes(version).get(fixed.size()) + 1)
                .max()
                .orElse(first);
        if (next > SemanticVersion.GREATEST_NODE) {
            return Optional.empty();
        }
        List<Integer> nodes = new ArrayList<>(fixed);
        nodes.add(next);
        while (nodes.size() < NODES) {
            nodes.add(0);
        }
        return new VersionPattern(nodes).exactly();
    }

    private static List<Integer> nodes(SemanticVersion version) {
        return List.of(version.major(), version.minor(), version.patch());
    }
}
