package imagefanout.reconcilepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.image.ImageState;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.testing.CapturedOutput;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.image.InMemoryImageBuilder;
import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** The metrics that CloudWatch reads from the function's log. */
final class ReconcileMetricsTest {
    private final InMemoryImageBuilder imageBuilder = new InMemoryImageBuilder();
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
    private boolean holdsUnreadable;
    private final ReconcileReport report = report(Clock.systemUTC());
    private final ReconcilePipelineHandler handler = handler(report);

    @BeforeAll
    static void printsMetricsAsInLambda() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    @Test
    void countsRepairedBuilds() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.put(GoldenImages.fiveAmis(2).described());

        JsonNode first = metrics(CapturedOutput.during(this::reconcile));
        imageBuilder.put(GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED).described());
        JsonNode second = metrics(CapturedOutput.during(this::reconcile));
        JsonNode third = metrics(CapturedOutput.during(this::reconcile));

        assertThat(first.path("BuildsRepaired").doubleValue()).isEqualTo(2);
        assertThat(second.path("BuildsRepaired").doubleValue()).isEqualTo(1);
        assertThat(third.path("BuildsRepaired").isNumber()).isTrue();
        assertThat(third.path("BuildsRepaired").doubleValue()).isZero();
    }

    @Test
    void publishesUnderTheFleetsNamespaceAndTheServicesName() {
        JsonNode metrics = metrics(CapturedOutput.during(this::reconcile));

        JsonNode directive = metrics.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("ImageFanOut");
        assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"Service\"]]");
        assertThat(metrics.path("Service").asText()).isEqualTo("reconcile-pipeline");
        assertThat(directive.path("Metrics").findValuesAsText("Name"))
                .containsExactlyInAnyOrder(
                        "BuildsRepaired", "LineagesFailed", "SweepsFailedInARow", "HoursSinceReconciled");
        assertThat(directive.path("Metrics").findValuesAsText("Unit")).containsOnly("Count");
    }

    @Test
    void countsWhatFailedInASweepThatIsCleanForTheOthers() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        imageBuilder.unreadable("build 7 cannot be read");

        JsonNode metrics = metrics(CapturedOutput.during(this::reconcile));

        assertThat(metrics.path("BuildsRepaired").doubleValue()).isEqualTo(1);
        assertThat(metrics.path("LineagesFailed").doubleValue()).isEqualTo(1);
        assertThat(metrics.path("SweepsFailedInARow").doubleValue()).isZero();
        assertThat(metrics.has("HoursSinceReconciled")).isTrue();
    }

    @Test
    void publishesTheTimeSinceTheLastFullReconcile() {
        ReconcilePipelineHandler later = handler(report(Clock.offset(Clock.systemUTC(), Duration.ofHours(26))));

        metrics(CapturedOutput.during(this::reconcile));
        JsonNode metrics = metrics(CapturedOutput.during(() -> reconcile(later, "{\"resume\": true}")));

        assertThat(metrics.path("HoursSinceReconciled").doubleValue()).isEqualTo(26);
    }

    @Test
    void publishesNoTimeBeforeTheFirstFullReconcile() {
        JsonNode metrics = metrics(CapturedOutput.during(() -> reconcile(handler, "{\"resume\": true}")));

        assertThat(metrics.has("HoursSinceReconciled")).isFalse();
    }

    @Test
    void countsTheAmisOfARepairedBuild() {
        imageBuilder.put(GoldenImages.fiveAmis(1)
                .failedFor(GoldenImages.EU, GoldenImages.SANDBOX)
                .described());

        List<JsonNode> sets = sets("AmisMissing", CapturedOutput.during(this::reconcile));

        assertThat(sets).singleElement().satisfies(set -> {
            assertThat(set.path("AmisMissing").doubleValue()).isEqualTo(1);
            assertThat(set.path("AmisRecorded").doubleValue()).isEqualTo(4);
            assertThat(set.path("BuildsRecorded").doubleValue()).isEqualTo(1);
            assertThat(set.path("Service").asText()).isEqualTo("reconcile-pipeline");
            assertThat(set.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                    .isEqualTo("[[\"Service\"],[\"Service\",\"Pipeline\"]]");
        });
    }

    @Test
    void doesNotCountTheAmisOfABuildThatWasDeprecatedSince() {
        imageBuilder.put(GoldenImages.fiveAmis(1)
                .failedFor(GoldenImages.EU, GoldenImages.SANDBOX)
                .in(ImageState.DEPRECATED)
                .described());

        List<String> printed = CapturedOutput.during(this::reconcile);

        assertThat(sets("AmisMissing", printed)).isEmpty();
        assertThat(metrics(printed).path("BuildsRepaired").doubleValue()).isEqualTo(1);
    }

    @Test
    void publishesHowManyBuildsAreOnHoldAndForHowLong() {
        for (int number = 1; number <= 3; number++) {
            imageBuilder.put(GoldenImages.fiveAmis(number).described());
        }
        metrics(CapturedOutput.during(this::reconcile));
        Instant now = Instant.now();
        hold(1, now.minus(Duration.ofDays(2)));
        hold(2, now.minus(Duration.ofDays(9).minusHours(1)));
        hold(3, now.minus(Duration.ofDays(30)));
        imageBuilder.put(GoldenImages.fiveAmis(3).in(ImageState.DELETED).described());

        List<JsonNode> before = sets("ActiveHolds", CapturedOutput.during(this::reconcile));
        List<JsonNode> hourly =
                sets("ActiveHolds", CapturedOutput.during(() -> reconcile(handler, "{\"changed\": true}")));
        List<JsonNode> other =
                sets("ActiveHolds", CapturedOutput.during(() -> reconcile(handler, "{\"resume\": true}")));

        assertThat(before).singleElement().satisfies(set -> assertThat(
                        set.path("OldestHoldDays").intValue())
                .isEqualTo(30));
        assertThat(hourly).singleElement().satisfies(set -> {
            assertThat(set.path("ActiveHolds").intValue())
                    .as("without the deleted build")
                    .isEqualTo(2);
            assertThat(set.path("OldestHoldDays").intValue()).isEqualTo(8);
        });
        assertThat(other).isEmpty();
    }

    @Test
    void publishesThatNothingIsOnHold() {
        List<JsonNode> sets = sets("ActiveHolds", CapturedOutput.during(this::reconcile));

        assertThat(sets).singleElement().satisfies(set -> {
            assertThat(set.path("ActiveHolds").isNumber()).isTrue();
            assertThat(set.path("ActiveHolds").intValue()).isZero();
            assertThat(set.path("OldestHoldDays").intValue()).isZero();
        });
    }

    @Test
    void sweepsThoughTheHoldsCannotBeRead() {
        imageBuilder.put(GoldenImages.fiveAmis(1).described());
        holdsUnreadable = true;

        List<String> printed = CapturedOutput.during(this::reconcile);

        assertThat(sets("ActiveHolds", printed)).isEmpty();
        assertThat(metrics(printed).path("BuildsRepaired").intValue()).isEqualTo(1);
    }

    /** The catalog, whose holds can be unreadable. */
    private ImageCatalog readCatalog() {
        return (ImageCatalog) Proxy.newProxyInstance(
                ImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) -> {
                    if (holdsUnreadable && method.getName().equals("heldBuilds")) {
                        throw new StorageException("no answer", null);
                    }
                    return method.invoke(catalog, arguments);
                });
    }

    private void hold(int number, Instant at) {
        catalog.hold(GoldenImages.build(number).arn(), new Hold("sshd does not start", "ann", at));
    }

    private static ReconcileReport report(Clock clock) {
        return new ReconcileReport(
                FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "reconcile-pipeline"))), clock);
    }

    private ReconcilePipelineHandler handler(ReconcileReport to) {
        return new ReconcilePipelineHandler(this::reconcilePipelines, to, (body, reason) -> {});
    }

    private void reconcile() throws IOException {
        reconcile(handler, "{}");
    }

    private static void reconcile(ReconcilePipelineHandler handler, String event) throws IOException {
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                new DirectInvocation("ReconcilePipelineFunction", "test", Deadline.none()));
    }

    /** The run's only set of metrics. */
    private static JsonNode metrics(List<String> lines) {
        List<JsonNode> metrics = sets("SweepsFailedInARow", lines);
        assertThat(metrics).hasSize(1);
        return metrics.get(0);
    }

    /** The sets in the log that have this metric. */
    private static List<JsonNode> sets(String metric, List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("\"_aws\""))
                .map(EventJson::object)
                .filter(set -> set.has(metric))
                .toList();
    }

    private ReconcilePipelines reconcilePipelines(Deadline deadline) {
        return new ReconcilePipelines(
                imageBuilder,
                new RecordImage(imageBuilder, catalog, Clock.systemUTC(), report::recorded),
                readCatalog(),
                catalog,
                new RemoveOldBuilds(catalog, catalog, new InMemoryChannels(), Clock.systemUTC()),
                journal,
                Clock.systemUTC(),
                deadline,
                length -> {},
                new ReconcileSettings(
                        Set.of(GoldenImages.US),
                        5,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        Optional.empty(),
                        Optional.empty()));
    }
}
