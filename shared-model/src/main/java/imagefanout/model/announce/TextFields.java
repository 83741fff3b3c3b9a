package imagefanout.model.announce;

import imagefanout.model.MalformedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields in one line of text, with tabs between them. */
final class TextFields {
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
                Stream.of(line.split("\t", -1)).map(String::translateEscapes).toList();
        if (fields.size() != count) {
            throw new MalformedException(count + " fields", line);
        }
        return fields;
    }
}
