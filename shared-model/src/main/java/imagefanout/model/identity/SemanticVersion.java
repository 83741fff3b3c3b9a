package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code major.minor.patch}; each part is from 0 to 2^30 - 1. */
public record SemanticVersion(int major, int minor, int patch) implements Comparable<SemanticVersion> {
    private static final int MAX = (1 << 30) - 1;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})\\.([0-9]{1,10})\\.([0-9]{1,10})");
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch);

    public SemanticVersion {
        if (Math.min(major, Math.min(minor, patch)) < 0 || Math.max(major, Math.max(minor, patch)) > MAX) {
            throw new MalformedException("a version such as 1.0.0", major + "." + minor + "." + patch);
        }
    }

    public static SemanticVersion parse(String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            throw new MalformedException("a version such as 1.0.0", text);
        }
        return new SemanticVersion(part(parts.group(1), text), part(parts.group(2), text), part(parts.group(3), text));
    }

    private static int part(String digits, String text) {
        long number = Long.parseLong(digits);
        if (number > MAX) {
            throw new MalformedException("a version whose parts are below 2^30", text);
        }
        return (int) number;
    }

    /** Whether there is no {@link #nextPatch}. */
    public boolean isLastPatch() {
        return patch == MAX;
    }

    public SemanticVersion nextPatch() {
        return new SemanticVersion(major, minor, patch + 1);
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
