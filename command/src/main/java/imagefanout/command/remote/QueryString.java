package imagefanout.command.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A path with query parameters. Those without a value are left out. */
public final class QueryString {
    private final String path;
    private final Map<String, String> parameters = new TreeMap<>();

    public QueryString(String path) {
        this.path = path;
    }

    public QueryString with(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> parameters.put(name, present.toString()));
        } else if (value != null) {
            parameters.put(name, value.toString());
        }
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(path);
        char next = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(next).append(parameter.getKey()).append('=').append(encoded(parameter.getValue()));
            next = '&';
        }
        return text.toString();
    }

    /** As a signature wants it: a space is {@code %20}. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
