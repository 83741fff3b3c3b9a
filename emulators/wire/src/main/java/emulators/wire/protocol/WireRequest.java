package emulators.wire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request, with its complete body.
 *
 * @param path the path as in the URL: still encoded, without the query
 * @param query the query as in the URL: still encoded, empty if there is none
 * @param headers by name, ignoring case
 */
public record WireRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    public WireRequest {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(body, "body");
        Map<String, List<String>> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(headers);
        headers = inAnyCase;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(0));
    }

    /** Returns the credential scope of the signature; empty if the request is not signed. */
    public Optional<CredentialScope> credentialScope() {
        return CredentialScope.in(header("Authorization").orElse(query));
    }

    /** Returns a copy with only the method, path and signature. */
    public WireRequest withoutBody() {
        return new WireRequest(
                method,
                path,
                "",
                Map.of("Authorization", List.of(header("Authorization").orElse(""))),
                new byte[0]);
    }

    /** The body as a JSON object; an empty body is an empty object. */
    public ObjectNode json() throws InvalidValueException {
        return Json.objectIn(body);
    }

    /** Returns the query parameters as an object of strings. */
    public ObjectNode queryParameters() throws InvalidValueException {
        ObjectNode parameters = Json.object();
        queryPairs().forEach(pair -> parameters.put(pair.getKey(), pair.getValue()));
        return parameters;
    }

    /** Returns all values of a query parameter. */
    public List<String> queryValues(String name) throws InvalidValueException {
        return queryPairs().stream()
                .filter(pair -> pair.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<Map.Entry<String, String>> queryPairs() {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.add(Map.entry(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return pairs;
    }

    /** Returns the decoded part of the path after the prefix. */
    public String pathAfter(String prefix) throws InvalidValueException {
        return decoded(path.substring(prefix.length()));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("Invalid URL encoding in \"" + text + "\": expected % and two hex digits.");
        }
    }
}
