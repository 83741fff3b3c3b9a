package imagefanout.recordimage;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.testing.CapturedOutput;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.image.InMemoryImageBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

class RecordImageHandlerTest {
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryImageBuilder imageBuilder = new InMemoryImageBuilder();
    private final RecordImageHandler handler = new RecordImageHandler(
            deadline -> new RecordImage(imageBuilder, catalog, Clock.systemUTC()),
            deadline ->
                    new Throttle(deadline, Duration.ofMinutes(1), length -> {}, ThrottledException.class::isInstance),
            FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "record-image"))));

    @BeforeAll
    static void printsMetricsAsInLambda() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    @Test
    void recordsTheBuildThatImageBuildersMessageNames() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode answer = handle("available");

        assertThat(answer).isEqualTo(EventJson.object("""
                        {"images": [{"imageArn": "%s", "outcome": "RECORDED", "state": "AVAILABLE",
                                     "expected": 5, "recorded": 5, "missing": 0}],
                         "skipped": 0}""".formatted(arn(1))));
        assertThat(recorded(1).counts()).isEqualTo(new Counts(5, 5, 0));
    }

    @Test
    void answersTheDailyCallWithoutTheCatalogOrImageBuilder() throws IOException {
        RecordImageHandler idle = new RecordImageHandler(
                deadline -> {
                    throw new AssertionError("the daily call needs no service");
                },
                deadline -> {
                    throw new AssertionError("the daily call needs no service");
                },
                FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "record-image"))));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        idle.handleRequest(
                Files.newInputStream(Path.of("../../events/record-image/keep-active.json")),
                answer,
                new DirectInvocation("record-image", "test", Deadline.none()));

        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"keptActive\":true}");
    }

    @Test
    void recordsTheDataOfGetImageAndNotOfTheMessage() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX).described());

        handle("available");

        assertThat(recorded(1).build().state()).isEqualTo(ImageState.FAILED);
        assertThat(recorded(1).counts().missing()).isEqualTo(1);
    }

    @Test
    void recordsACancelledBuildOfAnEventBridgeEvent() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(3).in(ImageState.CANCELLED).described());

        handle("cancelled-through-eventbridge");

        assertThat(recorded(3).build().state()).isEqualTo(ImageState.CANCELLED);
    }

    @Test
    void acceptsAMessageAboutARetriedBuild() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(2).in(ImageState.DISTRIBUTING).described());

        JsonNode answer = handle("failed-in-one-account");

        assertThat(answer.findValuesAsText("outcome")).containsExactly("IN_PROGRESS");
        assertThat(recorded(2).build().state()).isEqualTo(ImageState.DISTRIBUTING);
    }

    @Test
    void reportsARedeliveredBuildAsUnchanged() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        handle("available");

        JsonNode answer = handle("available");

        assertThat(answer.findValuesAsText("outcome")).containsExactly("UNCHANGED");
    }

    @Test
    void recordsEveryMessageOfAnEvent() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).failedFor(EU, SANDBOX).described());

        handle("several-records");

        assertThat(recorded(1).build().state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(recorded(2).build().state()).isEqualTo(ImageState.FAILED);
    }

    @Test
    void recordsTheValidMessagesAndThenNamesTheBadOnes() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        assertThatThrownBy(() -> handle("bad-one-of-two"))
                .isInstanceOf(EventFailedException.class)
                .hasMessageContaining("message 00000002-1111-5222-8333-444455556666")
                .hasMessageContaining("expected a JSON object")
                .hasMessageNotContaining("00000001-1111");
        assertThat(recorded(1).counts().recorded()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "bad-not-json, expected a JSON object",
        "bad-no-image-arn, expected the ARN of an image build version",
        "bad-another-service, expected the ARN of an image build version",
        "bad-event-of-another-service, expected an event of Image Builder",
        "bad-unknown-image, image/nobody-made-this/1.0.0/1"
    })
    void failsWithTheReasonAndRecordsNothing(String event, String reason) {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        assertThatThrownBy(() -> handle(event)).hasMessageContaining(reason);
        assertThat(catalog.build(arn(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventbridge", "sqs", "sqs-raw", "sqs-eventbridge", "the-message-itself"})
    void readsTheNoticeHoweverItComes(String event) throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode answer = handle(event);

        assertThat(answer.findValuesAsText("outcome")).containsExactly("RECORDED");
        assertThat(recorded(1).counts().recorded()).isEqualTo(5);
    }

    @Test
    void recordsTheOtherMessagesOfABatchAndThenFails() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        assertThatThrownBy(() -> handle("bad-sqs-one-of-two"))
                .isInstanceOf(EventFailedException.class)
                .hasMessageContaining("message 0000000b-1111-5222-8333-444455556666");
        assertThat(recorded(1).counts().recorded()).isEqualTo(5);
    }

    @Test
    void skipsAndCountsMessagesThatReportNoBuildsEnd() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode[] answer = new JsonNode[1];
        List<String> log = CapturedOutput.during(() -> answer[0] = handle("other-events"));

        assertThat(answer[0].path("skipped").asInt()).isEqualTo(4);
        assertThat(answer[0].findValuesAsText("outcome")).containsExactly("RECORDED");
        assertThat(log).anyMatch(line -> line.contains("\"MessagesSkipped\":4.0"));
    }

    @Test
    void rejectsAnEventWithoutRecords() {
        assertThatThrownBy(() -> answer("{}")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> answer("{\"Records\": []}")).isInstanceOf(MalformedException.class);
    }

    private JsonNode handle(String event) throws IOException {
        return answer(Files.readString(Path.of("../../events/record-image/" + event + ".json")));
    }

    private JsonNode answer(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new DirectInvocation("RecordImageFunction", "test", Deadline.none()));
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }

    private RecordedBuild recorded(int build) {
        return catalog.build(arn(build)).orElseThrow();
    }

    private static ImageBuildArn arn(int build) {
        return GoldenImages.build(build).arn();
    }

    @Test
    void waitsWhileImageBuilderThrottles() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        AtomicInteger asked = new AtomicInteger();
        ImageBuilder busy = arn -> {
            if (asked.incrementAndGet() <= 15) {
                throw new ThrottledException("too many", null);
            }
            return imageBuilder.describe(arn);
        };
        List<Duration> waits = new ArrayList<>();
        RecordImageHandler patient = new RecordImageHandler(
                deadline -> new RecordImage(busy, catalog, Clock.systemUTC()),
                deadline ->
                        new Throttle(deadline, Duration.ofMinutes(1), waits::add, ThrottledException.class::isInstance),
                FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "record-image"))));

        patient.handleRequest(
                Files.newInputStream(Path.of("../../events/record-image/available.json")),
                new ByteArrayOutputStream(),
                new DirectInvocation("record-image", "test", Deadline.none()));

        assertThat(recorded(1).counts()).isEqualTo(new Counts(5, 5, 0));
        assertThat(waits).hasSize(15);
    }
}
