package emulators.imagebuilder.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A version with optional trailing wildcards. Its fixed nodes are compared as text: {@code 1.0.0}, {@code 1.0.x}, {@code 1.x.x}, or {@code x.x.x}.
 *
 * @param fixed the nodes before the first wildcard
 */
public record VersionPattern(List<String> fixed) {

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
        List<String> fixed = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            if (nodes[i].equals(WILDCARD)) {
                continue;
            }
            if (fixed.size() < i || !isNumber(nodes[i])) {
                return Optional.empty();
            }
            fixed.add(nodes[i]);
        }
        return Optional.of(new VersionPattern(fixed));
    }

    private static boolean isNumber(String text) {
        try {
            return text.matches("[0-9]+") && Integer.parseInt(text) <= SemanticVersion.GREATEST_NODE;
        } catch (NumberFormatException tooGreat) {
            return false;
        }
    }

    Optional<SemanticVersion> exactly() {
        return fixed.size() == NODES ? Optional.of(new SemanticVersion(String.join(".", fixed))) : Optional.empty();
    }

    public boolean matches(SemanticVersion version) {
        return (version.text() + ".")
                .startsWith(fixed.stream().map(node -> node + ".").collect(Collectors.joining()));
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
                .mapToInt(version -> Integer.parseInt(version.node(fixed.size())) + 1)
                .max()
                .orElse(first);
        if (next > SemanticVersion.GREATEST_NODE) {
            return Optional.empty();
        }
        List<String> nodes = new ArrayList<>(fixed);
        nodes.add(Integer.toString(next));
        while (nodes.size() < NODES) {
            nodes.add("0");
        }
        return new VersionPattern(nodes).exactly();
    }
}
