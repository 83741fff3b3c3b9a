package imagefanout.localfleet.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of the query API. */
final class QueryApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;

    QueryApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        JsonNode found = find(pathAndQuery);
        if (found.isMissingNode()) {
            throw new IOException("GET " + pathAndQuery + " answered 404");
        }
        return found;
    }

    JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("PUT " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** A missing node when the answer is 404. */
    JsonNode find(String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(pathAndQuery)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 200 -> JSON.readTree(answer.body());
            case 404 -> MissingNode.getInstance();
            default ->
                throw new IOException(
                        "GET " + pathAndQuery + " answered " + answer.statusCode() + ": " + answer.body());
        };
    }
}
