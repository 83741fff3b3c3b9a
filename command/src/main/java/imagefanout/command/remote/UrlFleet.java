package imagefanout.command.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/** A fleet at a URL: the local fleet, or a query API behind a proxy that signs requests. Only the local fleet does more than answer. */
public final class UrlFleet implements RemoteFleet {
    private final URI url;
    private final Optional<String> token;
    private final HttpCalls http = new HttpCalls();

    UrlFleet(URI url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public ApiReply send(String method, String pathAndQuery, Optional<JsonNode> body) {
        HttpCalls.HttpReply reply = http.send(method, url.resolve(pathAndQuery), authorization(), body);
        return new ApiReply(reply.status(), reply.body());
    }

    private Map<String, String> authorization() {
        return token.map(text -> Map.of("Authorization", "Bearer " + text)).orElse(Map.of());
    }

    @Override
    public JsonNode invoke(FleetFunction function, JsonNode event) {
        URI lambda = URI.create(parts().path("functions").asText());
        HttpCalls.HttpReply reply = http.send(
                "POST",
                lambda.resolve("/2015-03-31/functions/" + function.logicalId() + "/invocations"),
                Map.of(),
                Optional.of(event));
        if (reply.status() != 200) {
            throw CommandFailedException.refused(reply.body().path("Message").asText());
        }
        return FunctionAnswer.of(reply.body(), reply.isFunctionError());
    }

    @Override
    public ImagebuilderClient imageBuilder() {
        return ImagebuilderClient.builder()
                .endpointOverride(URI.create(parts().path("imageBuilder").asText()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public String topicArn() {
        return parts().path("topicArn").asText();
    }

    /** The number of events that failed at every attempt. */
    public int deadLetters() {
        return parts().path("deadLetters").asInt();
    }

    /** The addresses of the local fleet's parts. */
    private JsonNode parts() {
        HttpCalls.HttpReply reply = http.send("GET", url.resolve("/_fleet"), Map.of(), Optional.empty());
        if (reply.status() != 200) {
            throw CommandFailedException.usage(
                    url + " is not a local fleet, so it only answers queries: give --stack" + " instead of --url");
        }
        return reply.body();
    }

    @Override
    public void close() {
        // The JDK's HTTP client needs no closing.
    }
}
