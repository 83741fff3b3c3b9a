package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of Lambda's Invoke API. */
final class Invocations {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI lambda;

    Invocations(URI lambda) {
        this.lambda = lambda;
    }

    /**
     * Returns the function's answer to the event.
     *
     * @throws IOException also when the function fails
     */
    JsonNode invoke(String function, JsonNode event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        lambda.resolve("/2015-03-31/functions/" + function + "/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200
                || answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
            throw new IOException(function + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
