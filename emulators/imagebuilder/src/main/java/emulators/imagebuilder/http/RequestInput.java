package emulators.imagebuilder.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.operation.Route;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import java.net.URI;
import java.net.URLDecoder;

/** Gathers an operation's input from where the protocol puts it: the body, the query string, the path. */
final class RequestInput {

    private RequestInput() {}

    static ObjectNode of(Route route, URI uri, byte[] body) throws InvalidValue {
        ObjectNode input = route.isQuery() ? query(uri) : Json.objectIn(body);
        if (route.endsInArn()) {
            input.put(
                    "resourceArn",
                    decoded(uri.getRawPath().substring(route.path().length())));
        }
        return input;
    }

    private static ObjectNode query(URI uri) {
        ObjectNode input = Json.object();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    input.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return input;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("The URL is not encoded as it should be.");
        }
    }
}
