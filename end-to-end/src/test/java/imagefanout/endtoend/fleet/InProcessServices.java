package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.wire.clock.ManualClock;
import emulators.imagebuilder.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** DynamoDB and Image Builder, emulated in the process, without any fault. */
public final class InProcessServices implements Transport {
    /** Builds are made in this year; the fleet's clock shows another one, so that its own instants can be recognized. */
    private static final Instant BUILDS = Instant.parse("2026-01-05T12:00:00Z");

    private static final Duration BUILD = Duration.ofHours(1);

    private final SimulatedDynamoDb tables;
    private final ManualClock time = new ManualClock(BUILDS);
    private final List<Publication> published = new ArrayList<>();
    private final HttpHandler imageBuilder;

    /** @param seed what Image Builder holds */
    public InProcessServices(SimulatedDynamoDb tables, Path seed) {
        this.tables = tables;
        imageBuilder = ImageBuilderEmulator.withoutSocket(EmulatorOptions.defaults()
                .withClock(time)
                .withBuildDuration(BUILD)
                .withSubscriber(this::publish)
                .withSeed(seed));
    }

    private void publish(Publication publication) {
        if (publication.kind() == Publication.Kind.SNS) {
            synchronized (published) {
                published.add(publication);
            }
        }
    }

    public SimulatedDynamoDb tables() {
        return tables;
    }

    /** Lets running builds end. */
    public void letBuildsEnd() {
        time.advance(BUILD.multipliedBy(2));
    }

    /** Everything that Image Builder published to its topic so far. */
    public List<Publication> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /** Sets one of the emulator's own faults, or moves an image to another state. */
    public void emulate(ObjectNode fault) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://services.invalid/_emulator/faults"))
                .build();
        byte[] body = fault.toString().getBytes(StandardCharsets.UTF_8);
        try {
            WireResponse answer = imageBuilder(request, body);
            if (!answer.isOk()) {
                throw new IllegalStateException(answer.json().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        if (request.service() == AwsService.IMAGE_BUILDER) {
            return imageBuilder(request.http(), request.body());
        }
        try {
            synchronized (tables) {
                return WireResponse.ok(tables.answer(request.operation(), request.json()));
            }
        } catch (SimulatedDynamoDb.Refusal e) {
            return WireResponse.error(AwsService.DYNAMODB, 400, e.error(), e.getMessage());
        }
    }

    private WireResponse imageBuilder(SdkHttpRequest request, byte[] body) throws IOException {
        InMemoryExchange exchange = new InMemoryExchange(request.method().name(), request.getUri(), body);
        imageBuilder.handle(exchange);
        return exchange.response();
    }
}
