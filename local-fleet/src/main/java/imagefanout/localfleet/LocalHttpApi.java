package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An API Gateway HTTP API with the template's routes. It checks no signatures: every caller is the same local user.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 *     format 2.0</a>
 */
final class LocalHttpApi implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    private final List<Template.DeclaredRoute> routes;
    private final LocalFunctions functions;
    private final Supplier<ObjectNode> parts;

    /** @param parts what {@code GET /_fleet} answers, which is no route of the template: where the fleet's parts are */
    LocalHttpApi(List<Template.DeclaredRoute> routes, LocalFunctions functions, Supplier<ObjectNode> parts) {
        this.routes = routes;
        this.functions = functions;
        this.parts = parts;
    }

    private record Match(Template.DeclaredRoute route, Map<String, String> pathParameters) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        String path = exchange.getRequestURI().getRawPath();
        Optional<Match> match = match(exchange.getRequestMethod(), path);
        if (path.equals("/_fleet")) {
            send(exchange, 200, parts.get());
        } else if (match.isEmpty()) {
            message(exchange, 404, "Not Found");
        } else if (body.length > MAX_BODY_BYTES) {
            message(exchange, 413, "Request Entity Too Large");
        } else {
            invoke(exchange, match.get(), body);
        }
    }

    private void invoke(HttpExchange exchange, Match match, byte[] body) throws IOException {
        JsonNode answer;
        try {
            byte[] event = event(exchange, match, body).toString().getBytes(StandardCharsets.UTF_8);
            answer = JSON.readTree(functions.invoke(match.route().function(), event));
        } catch (IOException | RuntimeException e) {
            System.err.println("500: " + match.route() + ": " + e);
            message(exchange, 500, "Internal Server Error");
            return;
        }
        answer.path("headers").properties().forEach(header -> exchange.getResponseHeaders()
                .set(header.getKey(), header.getValue().asText()));
        String text = answer.path("body").asText("");
        byte[] bytes = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        HttpEndpoint.send(exchange, answer.path("statusCode").asInt(200), bytes);
    }

    /** The matching route with the fewest variables: API Gateway prefers the most specific one. */
    private Optional<Match> match(String method, String rawPath) {
        Optional<Match> best = Optional.empty();
        for (Template.DeclaredRoute route : routes) {
            Optional<Map<String, String>> parameters = parameters(route.path(), rawPath);
            if (route.method().equals(method)
                    && parameters.isPresent()
                    && best.filter(other -> other.pathParameters().size()
                                    <= parameters.get().size())
                            .isEmpty()) {
                best = Optional.of(new Match(route, parameters.get()));
            }
        }
        return best;
    }

    private static Optional<Map<String, String>> parameters(String template, String rawPath) {
        String[] names = template.split("/", -1);
        String[] parts = rawPath.split("/", -1);
        if (names.length != parts.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                if (parts[i].isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(names[i].substring(1, names[i].length() - 1), decoded(parts[i].replace("+", "%2B")));
            } else if (!names[i].equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static ObjectNode event(HttpExchange exchange, Match match, byte[] body) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put(
                        "routeKey",
                        exchange.getRequestMethod() + " " + match.route().path())
                .put("rawPath", exchange.getRequestURI().getPath())
                .put("rawQueryString", query);
        ObjectNode headers = event.putObject("headers");
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Map<String, String> parameters = parameters(query);
        if (!parameters.isEmpty()) {
            event.set("queryStringParameters", JSON.valueToTree(parameters));
        }
        if (!match.pathParameters().isEmpty()) {
            event.set("pathParameters", JSON.valueToTree(match.pathParameters()));
        }
        event.set("requestContext", context(exchange, match));
        if (body.length > 0) {
            event.put("body", new String(body, StandardCharsets.UTF_8));
        }
        return event.put("isBase64Encoded", false);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.merge(
                    decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "", (one, two) -> one + "," + two);
        }
        return parameters;
    }

    private static ObjectNode context(HttpExchange exchange, Match match) {
        Instant now = Instant.now();
        ObjectNode context = JSON.createObjectNode()
                .put("accountId", "123456789012")
                .put("apiId", "local")
                .put("domainName", "localhost")
                .put("domainPrefix", "local")
                .put("requestId", UUID.randomUUID().toString())
                .put(
                        "routeKey",
                        exchange.getRequestMethod() + " " + match.route().path())
                .put("stage", "$default")
                .put("time", now.toString())
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", exchange.getRequestURI().getPath())
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", String.join(",", exchange.getRequestHeaders().getOrDefault("User-Agent", List.of())));
        context.putObject("authorizer")
                .putObject("iam")
                .put("accountId", "123456789012")
                .put("userArn", "arn:aws:iam::123456789012:user/local")
                .put("userId", "local");
        return context;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void message(HttpExchange exchange, int status, String message) throws IOException {
        send(exchange, status, JSON.createObjectNode().put("message", message));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        HttpEndpoint.send(exchange, status, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
