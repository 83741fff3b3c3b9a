package imagefanout.model.identity;

import imagefanout.model.MalformedException;
import java.util.Comparator;
import java.util.regex.Pattern;

/** The number of a build within its version, from 1 to 999999999. Leading zeros are part of its identity. */
public record BuildNumber(String text) implements Comparable<BuildNumber> {
    private static final Pattern FORM = Pattern.compile("0{0,30}[1-9][0-9]{0,8}");
    private static final Comparator<BuildNumber> ORDER = Comparator.comparingInt(BuildNumber::value)
            .thenComparing(BuildNumber::hasLeadingZeros)
            .thenComparing(BuildNumber::text);

    public BuildNumber {
        MalformedException.check(text, FORM, "a build number from 1 to 999999999");
    }

    public BuildNumber(int value) {
        this(Integer.toString(value));
    }

    public int value() {
        return Integer.parseInt(text);
    }

    public boolean hasLeadingZeros() {
        return text.startsWith("0");
    }

    /** Orders by number, then by text. */
    @Override
    public int compareTo(BuildNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
