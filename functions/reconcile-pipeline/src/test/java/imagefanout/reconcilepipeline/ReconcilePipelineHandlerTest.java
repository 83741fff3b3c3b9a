package imagefanout.reconcilepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.DeadLetters;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.InvocationFailedException;
import imagefanout.lambda.MissingVariableException;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Lease;
import imagefanout.model.journal.Note;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.image.InMemoryImageBuilder;
import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconcilePipelineHandlerTest {
    private static final ImageBuildArn FIRST = GoldenImages.build(1).arn();
    private static final ImageBuildArn SECOND = GoldenImages.build(2).arn();

    private final InMemoryImageBuilder imageBuilder = new InMemoryImageBuilder();
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private DeadLetters deadLetters =
            (body, reason) -> assertThat(reasons.put(body, reason)).isNull();
    private ImageBuilder described = imageBuilder;
    private Duration left = Duration.ofMinutes(15);
    private final ReconcilePipelineHandler handler = new ReconcilePipelineHandler(
            this::reconcilePipelines,
            new ReconcileReport(
                    FleetMetrics.from(Environment.of(Map.of(
                            "POWERTOOLS_SERVICE_NAME", "reconcile-pipeline", "POWERTOOLS_METRICS_DISABLED", "true"))),
                    Clock.systemUTC()),
            (body, reason) -> deadLetters.send(body, reason));

    @ParameterizedTest
    @ValueSource(
            strings = {"available", "the-message-itself", "other-events", "schedule", "everything", "one-pipeline"})
    void recordsMissingBuilds(String event) throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        JsonNode answer = handle(event);

        assertThat(answer.path("outcome").asText()).isEqualTo("COMPLETE");
        assertThat(answer.path("buildsRepaired").asInt()).isEqualTo(2);
        JsonNode list = answer.at("/lineages/0");
        assertThat(list.path("lineage").asText()).isIn("builds of us-east-1", GoldenImages.PIPELINE.toString());
        assertThat(list.path("outcome").asText()).isEqualTo("SETTLED");
        assertThat(list.path("listed").asInt()).isEqualTo(2);
        assertThat(catalog.build(FIRST)).isPresent();
        assertThat(catalog.build(SECOND)).isPresent();
    }

    @Test
    void reconcilesThePipelineOfAnEventBridgeEventThatComesDirectly() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        JsonNode answer = handle("eventbridge");

        assertThat(answer.at("/lineages/0/lineage").asText()).isEqualTo(GoldenImages.PIPELINE.toString());
        assertThat(catalog.build(SECOND)).isPresent();
    }

    @Test
    void findsThePipelineOfABuildInAnEventBridgeEvent() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.build(3).in(ImageState.CANCELLED).described());

        JsonNode answer = handle("cancelled-through-eventbridge");

        assertThat(answer.at("/lineages/0/lineage").asText()).isEqualTo(GoldenImages.PIPELINE.toString());
        assertThat(catalog.build(FIRST)).isPresent();
        assertThat(catalog.build(GoldenImages.build(3).arn())).isPresent();
    }

    @Test
    void recordsAnImageWithoutAPipelineAndLeavesItsOtherBuildsToTheSweep() throws IOException {
        ImageBuildArn lone = ImageBuildArn.parse(
                EventJson.object(message("without-pipeline")).path("arn").asText());
        ImageBuildArn missed = lone.image().build(lone.version(), lone.build().value() + 1);
        imageBuilder.put(GoldenImages.fiveAmis(1).named(lone).withoutPipeline().described());
        imageBuilder.put(
                GoldenImages.fiveAmis(2).named(missed).withoutPipeline().described());

        JsonNode answer = handle("without-pipeline");

        assertThat(answer.path("lineages")).isEmpty();
        assertThat(answer.path("buildsRepaired").asInt()).isEqualTo(1);
        assertThat(catalog.build(lone)).isPresent();
        handle("everything");
        assertThat(catalog.build(missed)).isPresent();
    }

    @Test
    void doesNothingForABuildInProgressWithoutAPipeline() throws IOException {
        imageBuilder.put(GoldenImages.build(3).in(ImageState.BUILDING).described());

        JsonNode answer = handle("cancelled-through-eventbridge");

        assertThat(answer.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(journal.read()).isEqualTo(JournalEntry.FIRST);
    }

    @Test
    void doesNothingWhenThereIsNothingToResume() throws IOException {
        JsonNode answer = handle("resume");

        assertThat(answer.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
    }

    @Test
    void savesItsRequestWhileAnotherRunIsActive() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        JournalEntry busy = busy();

        JsonNode answer = handle("one-pipeline");

        assertThat(answer.path("outcome").asText()).isEqualTo("LEFT_TO_ANOTHER_RUN");
        assertThat(answer.path("otherRunUntil").asText())
                .isEqualTo(busy.lease().orElseThrow().until().toString());
        assertThat(journal.read().hasNotes()).isTrue();
        assertThat(journal.notes()).extracting(Note::lineage).containsExactly(GoldenImages.PIPELINE);
    }

    @ParameterizedTest
    @CsvSource({
        "bad-no-arn, golden-linux",
        "bad-another-key, pipelineArn",
        "bad-another-event, Scheduled Event",
    })
    void rejectsAnUnknownRequest(String event, String named) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> handle(event))
                .withMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAnUnknownPipelineAtOnce(boolean anotherRunIsActive) {
        JournalEntry before = anotherRunIsActive ? busy() : JournalEntry.FIRST;

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> handle("bad-unknown-pipeline"))
                .withMessageContaining(UnknownResourceException.class.getSimpleName())
                .withMessageContaining("image-pipeline/nobody-knows-it");
        assertThat(journal.read()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqs", "sqs-raw", "sqs-eventbridge"})
    void reconcilesThePipelinesOfABatchAndReportsNoFailure(String event) throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        JsonNode answer = handle(event);

        assertThat(answer).hasToString("{\"batchItemFailures\":[]}");
        assertThat(catalog.build(FIRST)).isPresent();
        assertThat(catalog.build(SECOND)).isPresent();
    }

    @Test
    void listsThePipelineOfSeveralMessagesOnce() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        handle("sqs");

        assertThat(journal.read().version()).isEqualTo(2);
    }

    @Test
    void namesTheMessagesOfABatchThatFailed() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode answer = handle("sqs-one-of-two-fails");

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("0000000b-1111-5222-8333-444455556666");
        assertThat(catalog.build(FIRST)).isPresent();
    }

    @Test
    void failsWhenEveryMessageOfABatchFails() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        assertThatExceptionOfType(InvocationFailedException.class)
                .isThrownBy(() -> handle("bad-sqs"))
                .withMessageContaining("EventFailedException");
    }

    @Test
    void sendsAnUnreadableMessageToTheDeadLettersAtTheFirstAttempt() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        String event = batch("AVAILABLE", wrongArn(), readable());

        JsonNode answer = handleText(event);

        assertThat(answer).hasToString("{\"batchItemFailures\":[]}");
        assertThat(reasons).containsOnlyKeys("AVAILABLE", wrongArn());
        assertThat(reasons.get("AVAILABLE")).contains("a JSON object").doesNotContain("\n");
        assertThat(reasons.get(wrongArn())).contains("arn:aws:s3:::golden");
        assertThat(catalog.build(FIRST)).isPresent();
    }

    @Test
    void succeedsWhenAllMessagesOfABatchAreUnreadable() throws IOException {
        assertThat(handle("sqs-unreadable")).hasToString("{\"batchItemFailures\":[]}");
        assertThat(reasons).hasSize(1);
    }

    @Test
    void anUnreadableMessageFailsThatCannotBeSentToTheDeadLetters() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        List<String> sends = new ArrayList<>();
        deadLetters = (body, reason) -> {
            sends.add(body);
            throw new IllegalStateException("the queue is gone");
        };

        JsonNode answer = handleText(batch("AVAILABLE", wrongArn(), readable()));

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("message-0", "message-1");
        assertThat(sends).as("the others do not wait for further sends").containsExactly("AVAILABLE");
        assertThat(catalog.build(FIRST)).isPresent();
        assertThatExceptionOfType(InvocationFailedException.class)
                .isThrownBy(() -> handle("sqs-unreadable"))
                .withMessageContaining("a JSON object")
                .withMessageContaining("the queue is gone");
    }

    @Test
    void aReadableMessageThatFailsIsNoDeadLetter() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode answer = handleText(
                batch(readable(), "{\"arn\": \"" + GoldenImages.build(99).arn() + "\"}", "AVAILABLE"));

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("message-1");
        assertThat(reasons).containsOnlyKeys("AVAILABLE");
    }

    @Test
    void aThrottledMessageComesAgain() throws IOException {
        described = arn -> {
            throw new ThrottledException("Rate exceeded", null);
        };

        JsonNode answer = handleText(batch("AVAILABLE", readable()));

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("message-1");
        assertThat(reasons).containsOnlyKeys("AVAILABLE");
    }

    @Test
    void anUnreadableMessageThatIsNotFromTheQueueFails() {
        assertThatExceptionOfType(EventFailedException.class).isThrownBy(() -> handle("bad-message-not-json"));
        assertThat(reasons).isEmpty();
    }

    private static String wrongArn() {
        return "{\"arn\": \"arn:aws:s3:::golden\"}";
    }

    private static String readable() {
        return "{\"arn\": \"" + FIRST + "\"}";
    }

    /** An SQS event; the messages have the IDs message-0, message-1 and so on. */
    private static String batch(String... bodies) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        for (String body : bodies) {
            ArrayNode records = event.withArray("Records");
            String id = "message-" + records.size();
            records.addObject().put("messageId", id).put("body", body);
        }
        return event.toString();
    }

    @Test
    void skipsAndCountsMessagesThatReportNoBuildsEnd() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());

        JsonNode answer = handle("other-events");

        assertThat(answer.path("skipped").asInt()).isEqualTo(4);
    }

    @Test
    void namesAnUnreadableMessageInItsFailure() {
        assertThatExceptionOfType(EventFailedException.class)
                .isThrownBy(() -> handle("bad-message-not-json"))
                .withMessageContaining("a JSON object");
    }

    @Test
    void reportsWhatFailedInASweepWithoutFailing() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());
        imageBuilder.unreadable("build 7 cannot be read");

        JsonNode answer = handle("everything");

        assertThat(answer.path("outcome").asText()).isEqualTo("FAILED_IN_PART");
        assertThat(answer.path("lineages").findValuesAsText("outcome")).contains("FAILED");
        assertThat(catalog.build(FIRST)).isPresent();
        assertThat(catalog.build(SECOND)).isPresent();
    }

    @Test
    void failsForTheOnePipelineThatWasRequested() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.unreadable("build 7 cannot be read");

        assertThatExceptionOfType(EventFailedException.class)
                .isThrownBy(() -> handle("one-pipeline"))
                .withMessageContaining("build 7 cannot be read");
    }

    @Test
    void comparesThePipelinesThatRan() throws IOException {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.ran(GoldenImages.PIPELINE, Instant.now());

        JsonNode answer = handle("changed");

        assertThat(answer.at("/lineages/0/lineage").asText()).isEqualTo(GoldenImages.PIPELINE.toString());
        assertThat(catalog.build(FIRST)).isPresent();
    }

    @Test
    void aDryRunOfTheRetentionRemovesNothing() throws IOException {
        for (int number = 1; number <= 20; number++) {
            catalog.record(ImageSnapshot.of(
                    Instant.parse("2026-01-05T00:00:00Z"),
                    GoldenImages.build(number).described()));
        }

        String answer = handleText("{\"retention\": {\"dryRun\": true, \"days\": 30, \"builds\": 10}}")
                .toString();

        assertThat(answer).contains("\"days\":30", "\"builds\":10", "\"removed\":10", "\"recorded\":20", "\"kept\":{}");
        assertThat(catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 100).items())
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"retention\": {}}",
                "{\"retention\": {\"dryRun\": false}}",
                "{\"retention\": {\"dryRun\": true}}",
                "{\"retention\": {\"dryRun\": true, \"days\": 30}}",
                "{\"retention\": {\"dryRun\": true, \"days\": 0, \"builds\": 10}}",
                "{\"retention\": {\"dryRun\": true, \"days\": 30, \"builds\": 10, \"years\": 1}}"
            })
    void aDryRunNeedsARule(String event) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> handleText(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"text\"", "{\"resume\": false}", "{\"Records\": []}", "{"})
    void rejectsAnInvalidEvent(String event) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> handleText(event));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_REGION",
                "CATALOG_TABLE",
                "SOURCE_REGIONS",
                "PAGE_SIZE",
                "KEEP_DELETED_DAYS",
                "RETENTION_DAYS",
                "RETENTION_BUILDS",
                "DEAD_LETTER_QUEUE_URL"
            })
    void namesAMissingVariable(String name) {
        Map<String, String> variables = variables();
        variables.remove(name);

        assertThatExceptionOfType(MissingVariableException.class)
                .isThrownBy(() -> new ReconcilePipelineHandler(Environment.of(variables)))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "SOURCE_REGIONS, everywhere",
        "PAGE_SIZE, 26",
        "PAGE_SIZE, 0",
        "KEEP_DELETED_DAYS, -1",
        "RETENTION_DAYS, x",
        "RETENTION_BUILDS, 9"
    })
    void rejectsAnInvalidVariable(String name, String value) {
        Map<String, String> variables = variables();
        variables.put(name, value);

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new ReconcilePipelineHandler(Environment.of(variables)))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }

    private static Map<String, String> variables() {
        return new HashMap<>(Map.of(
                "AWS_REGION", "us-east-1",
                "CATALOG_TABLE", "CatalogTable",
                "SOURCE_REGIONS", "us-east-1, eu-west-1",
                "PAGE_SIZE", "25",
                "KEEP_DELETED_DAYS", "0",
                "RETENTION_DAYS", "0",
                "RETENTION_BUILDS", "10",
                "DEAD_LETTER_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters",
                "POWERTOOLS_SERVICE_NAME", "reconcile-pipeline"));
    }

    private ReconcilePipelines reconcilePipelines(Deadline deadline) {
        return new ReconcilePipelines(
                imageBuilder,
                new RecordImage(arn -> described.describe(arn), catalog, Clock.systemUTC()),
                catalog,
                catalog,
                new RemoveOldBuilds(catalog, catalog, new InMemoryChannels(), Clock.systemUTC()),
                journal,
                Clock.systemUTC(),
                deadline,
                length -> left = left.minus(length),
                new ReconcileSettings(
                        Set.of(GoldenImages.US),
                        5,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        Optional.empty(),
                        Optional.empty()));
    }

    private JournalEntry busy() {
        JournalEntry busy = new JournalEntry(
                1,
                Optional.of(new Lease("another", Instant.now().plusSeconds(600))),
                JournalEntry.FIRST.backlog(),
                0,
                JournalEntry.FIRST.requested(),
                JournalEntry.FIRST.history());
        journal.replace(JournalEntry.FIRST, busy);
        return busy;
    }

    private JsonNode handle(String event) throws IOException {
        return handleText(text(event));
    }

    private JsonNode handleText(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new DirectInvocation("ReconcilePipelineFunction", "test", () -> left));
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }

    private static String message(String event) throws IOException {
        return EventJson.object(text(event)).at("/Records/0/Sns/Message").asText();
    }

    private static String text(String event) throws IOException {
        return Files.readString(Path.of("../../events/reconcile-pipeline", event + ".json"));
    }
}
