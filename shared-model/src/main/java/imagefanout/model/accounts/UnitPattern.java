package imagefanout.model.accounts;

import imagefanout.model.MalformedException;
import imagefanout.model.organization.NamedUnit;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern for an account's units, such as {@code /Workloads/Prod/**}. Each part is a unit's name or ID; {@code *} in it stands
 * for any characters, and the part {@code **} for any number of units, also for none. Without {@code **}, only accounts directly
 * in the unit match. {@code /} is the root itself.
 */
record UnitPattern(List<String> parts) {
    private static final String ANY_UNITS = "**";

    UnitPattern {
        parts = List.copyOf(parts);
    }

    static UnitPattern parse(String text) {
        List<String> parts = text.equals("/")
                ? List.of()
                : Arrays.asList(text.substring(Math.min(1, text.length())).split("/", -1));
        if (!text.startsWith("/") || parts.contains("")) {
            throw new MalformedException("a path of units such as /Workloads/Prod/**", text);
        }
        return new UnitPattern(parts);
    }

    boolean matches(List<NamedUnit> path) {
        return matches(parts, path);
    }

    private static boolean matches(List<String> parts, List<NamedUnit> path) {
        if (parts.isEmpty()) {
            return path.isEmpty();
        }
        List<String> otherParts = parts.subList(1, parts.size());
        if (parts.get(0).equals(ANY_UNITS)) {
            return matches(otherParts, path) || !path.isEmpty() && matches(parts, path.subList(1, path.size()));
        }
        return !path.isEmpty() && isOf(parts.get(0), path.get(0)) && matches(otherParts, path.subList(1, path.size()));
    }

    private static boolean isOf(String part, NamedUnit unit) {
        return part.equals(unit.id()) || new Wildcard(part).matches(unit.name());
    }
}
