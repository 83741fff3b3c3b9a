package imagefanout.command.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** HTTP requests with JSON bodies. */
final class HttpCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A function may take 15 minutes. */
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(16);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The answer's header {@code X-Amz-Function-Error} says that a function failed. */
    record HttpReply(int status, JsonNode body, boolean isFunctionError) {}

    /** @throws CommandFailedException when the server cannot be reached */
    HttpReply send(String method, URI uri, Map<String, String> headers, Optional<JsonNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(LONGEST_INVOCATION)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new HttpReply(
                    answer.statusCode(),
                    json(answer.body()),
                    answer.headers().firstValue("X-Amz-Function-Error").isPresent());
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitStatus.UNREACHABLE,
                    "cannot reach " + uri.resolve("/") + ": "
                            + (e.getMessage() == null ? "no connection" : e.getMessage())
                            + ". Is the fleet running? image-fanout serve starts one on this machine.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitStatus.UNREACHABLE, "interrupted", e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("message", e.getOriginalMessage());
        }
    }
}
