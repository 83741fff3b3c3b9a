package emulators.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emulators.wire.clock.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/** An emulator with its own clock, an SDK client, and all published messages. */
final class Emulation implements AutoCloseable {

    static final Duration BUILD = Duration.ofHours(1);
    static final String ACCOUNT = "123456789012";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManualClock clock = new ManualClock(Instant.parse("2022-07-28T01:13:45.366Z"));
    private final List<Publication> publications = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ImageBuilderEmulator emulator;
    private final ImagebuilderClient client;

    Emulation() {
        this(options -> options);
    }

    Emulation(UnaryOperator<EmulatorOptions> changed) {
        try {
            this.emulator = ImageBuilderEmulator.start(changed.apply(EmulatorOptions.defaults()
                    .withPort(0)
                    .withBuildDuration(BUILD)
                    .withClock(clock)
                    .withSubscriber(publications::add)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.client = ImagebuilderClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(overrides ->
                        overrides.retryStrategy(RetryMode.STANDARD).retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    ImagebuilderClient client() {
        return client;
    }

    ManualClock clock() {
        return clock;
    }

    URI endpoint() {
        return emulator.endpoint();
    }

    /** Advances the clock until every build has ended. */
    void finishBuilds() {
        clock.advance(BUILD);
    }

    List<JsonNode> published(Publication.Kind kind) {
        return publications.stream()
                .filter(publication -> publication.kind() == kind)
                .map(publication -> json(publication.message()))
                .toList();
    }

    List<Publication> publications() {
        return List.copyOf(publications);
    }

    /** Starts a fault and returns its id. */
    String fault(String json) {
        HttpResponse<String> response = send("POST", "/_emulator/faults", json);
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(response.body());
        }
        return json(response.body()).path("id").asText();
    }

    void endFaults() {
        send("DELETE", "/_emulator/faults", "");
    }

    HttpResponse<String> send(String method, String pathAndQuery, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
