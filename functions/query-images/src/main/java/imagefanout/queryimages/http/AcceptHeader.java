package imagefanout.queryimages.http;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The media types that a client accepts, each with its weight.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#quality.values">quality values</a>
 */
record AcceptHeader(String value) {
    private static final Pattern WEIGHT = Pattern.compile("[qQ]=(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

    /** Whether the header has {@code type} with a higher weight than {@code other}. */
    boolean prefers(String type, String other) {
        return weight(type) > weight(other);
    }

    /** From 0 to 1; 0 when the header does not have the type. */
    private double weight(String type) {
        return Arrays.stream(value.split(",", 20))
                .map(range -> range.split(";", 5))
                .filter(range -> range[0].strip().equalsIgnoreCase(type))
                .mapToDouble(AcceptHeader::weight)
                .max()
                .orElse(0);
    }

    private static double weight(String[] range) {
        return Arrays.stream(range)
                .map(String::strip)
                .filter(parameter -> WEIGHT.matcher(parameter).matches())
                .mapToDouble(parameter -> Double.parseDouble(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }
}
