package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code major.minor.patch} as Image Builder writes it; each part is from 0 to 2^30 - 1. Leading zeros are part of its identity:
 * {@code 2019.12.03} and {@code 2019.12.3} are two versions of the same number.
 */
public record SemanticVersion(String text) implements Comparable<SemanticVersion> {
    /** Orders by number. Versions of the same number are equal. */
    public static final Comparator<SemanticVersion> BY_NUMBER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch);

    private static final int MAX = (1 << 30) - 1;
    private static final String DIGITS = "0{0,30}([0-9]{1,10})";
    private static final Pattern FORM = Pattern.compile(DIGITS + "\\." + DIGITS + "\\." + DIGITS);
    private static final Comparator<SemanticVersion> ORDER =
            BY_NUMBER.thenComparing(SemanticVersion::hasLeadingZeros).thenComparing(SemanticVersion::text);

    public SemanticVersion {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            throw new MalformedException("a version such as 1.0.0", text);
        }
        if (List.of(parts.group(1), parts.group(2), parts.group(3)).stream()
                .anyMatch(part -> Long.parseLong(part) > MAX)) {
            throw new MalformedException("a version whose parts are below 2^30", text);
        }
    }

    public SemanticVersion(int major, int minor, int patch) {
        this(major + "." + minor + "." + patch);
    }

    public static SemanticVersion parse(String text) {
        return new SemanticVersion(text);
    }

    public int major() {
        return part(0);
    }

    public int minor() {
        return part(1);
    }

    public int patch() {
        return part(2);
    }

    private int part(int index) {
        return Integer.parseInt(text.split("\\.")[index]);
    }

    public boolean hasLeadingZeros() {
        return !text.equals(major() + "." + minor() + "." + patch());
    }

    /** Whether the number is greater. */
    public boolean isNewerThan(SemanticVersion other) {
        return BY_NUMBER.compare(this, other) > 0;
    }

    /** Whether there is no {@link #nextPatch}. */
    public boolean isLastPatch() {
        return patch() == MAX;
    }

    public SemanticVersion nextPatch() {
        return new SemanticVersion(text.substring(0, text.lastIndexOf('.') + 1) + (patch() + 1));
    }

    /** Orders by number, then by text. */
    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
