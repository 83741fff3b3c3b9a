package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.wire.clock.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An emulator with its own clock, our clients for it, and access to its raw JSON. */
final class EmulatorFixture implements AutoCloseable {
    private static final Duration BUILD = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final ImageBuilderEmulator emulator;
    private final ImageBuilderClients clients;

    EmulatorFixture() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            this.emulator = ImageBuilderEmulator.start(EmulatorOptions.defaults()
                    .withPort(0)
                    .withBuildDuration(BUILD)
                    .withClock(clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.clients = new ImageBuilderClients(Optional.of(emulator.endpoint()));
    }

    ImageBuilderClients clients() {
        return clients;
    }

    /** Completes all builds in progress. */
    void finishBuilds() {
        clock.advance(BUILD);
    }

    JsonNode put(String operation, JsonNode body) {
        return send("PUT", "/" + operation, body.toString());
    }

    /** The recipe as raw JSON. */
    ObjectNode recipe(String arn) {
        String query = "?imageRecipeArn=" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
        return (ObjectNode) send("GET", "/GetImageRecipe" + query, "").required("imageRecipe");
    }

    /** The pipeline as raw JSON. */
    ObjectNode pipeline(String arn) {
        String query = "?imagePipelineArn=" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
        return (ObjectNode) send("GET", "/GetImagePipeline" + query, "").required("imagePipeline");
    }

    void seed(String json) {
        send("POST", "/_emulator/seed", json);
    }

    void fault(String json) {
        send("POST", "/_emulator/faults", json);
    }

    private JsonNode send(String method, String pathAndQuery, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + pathAndQuery))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalArgumentException(method + " " + pathAndQuery + " " + body + ": " + response.body());
            }
            return CanonicalJson.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.close();
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
