package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.imagebuilder.Publication;
import emulators.wire.clock.ManualClock;
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

/** DynamoDB, simulated, and Image Builder, emulated, both as they are when nothing is disturbed. */
final class Services implements Way {
    /** The year in which builds are made; the fleet lives in another one, so that its own instants can be told. */
    private static final Instant BUILDS = Instant.parse("2026-01-05T12:00:00Z");

    private static final Duration BUILD = Duration.ofHours(1);

    private final SimulatedDynamoDb tables;
    private final ManualClock time = new ManualClock(BUILDS);
    private final List<Publication> published = new ArrayList<>();
    private final HttpHandler imageBuilder;

    /** @param seed what Image Builder holds */
    Services(SimulatedDynamoDb tables, Path seed) {
        this.tables = tables;
        imageBuilder = ImageBuilderEmulator.withoutSocket(EmulatorOptions.defaults()
                .withClock(time)
                .withBuildDuration(BUILD)
                .withSubscriber(this::heard)
                .withSeed(seed));
    }

    private void heard(Publication publication) {
        if (publication.kind() == Publication.Kind.SNS) {
            synchronized (published) {
                published.add(publication);
            }
        }
    }

    SimulatedDynamoDb tables() {
        return tables;
    }

    /** Lets builds that are under way come to their end. */
    void letBuildsEnd() {
        time.advance(BUILD.multipliedBy(2));
    }

    /** What Image Builder has told its topic so far. */
    List<Publication> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /** Asks for a fault of the emulator's own, or moves an image to another state. */
    void emulate(ObjectNode fault) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://services.invalid/_emulator/faults"))
                .build();
        byte[] body = fault.toString().getBytes(StandardCharsets.UTF_8);
        try {
            Answered answer = imageBuilder(request, body);
            if (!answer.isOk()) {
                throw new IllegalStateException(answer.json().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answered send(Sent sent) throws IOException {
        if (sent.service() == Service.IMAGE_BUILDER) {
            return imageBuilder(sent.http(), sent.body());
        }
        try {
            synchronized (tables) {
                return Answered.ok(tables.answer(sent.operation(), sent.json()));
            }
        } catch (SimulatedDynamoDb.Refusal e) {
            return Answered.error(Service.DYNAMODB, 400, e.error(), e.getMessage());
        }
    }

    private Answered imageBuilder(SdkHttpRequest request, byte[] body) throws IOException {
        Exchange exchange = new Exchange(request.method().name(), request.getUri(), body);
        imageBuilder.handle(exchange);
        return exchange.answered();
    }
}
