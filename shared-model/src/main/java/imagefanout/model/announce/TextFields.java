package imagefanout.model.announce;

import imagefanout.model.MalformedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields in one line of text, with tabs between them. */
final class TextFields {
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.?)");

    private TextFields() {}

    static String join(Stream<?> fields) {
        return fields.map(field -> escaped(field.toString())).collect(Collectors.joining("\t"));
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** @throws MalformedException when there are not {@code count} fields */
    static List<String> split(String line, int count) {
        List<String> fields =
                Stream.of(line.split("\t", -1)).map(TextFields::unescaped).toList();
        if (fields.size() != count) {
            throw new MalformedException(count + " fields", line);
        }
        return fields;
    }

    private static String unescaped(String field) {
        return ESCAPED.matcher(field)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "t" -> "\t";
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }
}
