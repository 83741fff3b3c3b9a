package imagefanout.reconcilepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.imagebuilder.SdkImageBuilder;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import imagefanout.testing.GoldenImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wired function, with real SDK clients, against the emulators. */
final class ReconcileOverTheWireTest {
    private final CountedImageBuilder service = new CountedImageBuilder();
    private final CountedDynamoDb tables = new CountedDynamoDb();
    private int runs;

    @AfterEach
    void stop() {
        tables.close();
        service.close();
    }

    @Test
    void readsAHundredUnchangedPipelinesWithoutGetImageAndWithTwoWrites() {
        String table = tables.newTable();
        for (int number = 1; number <= 100; number++) {
            service.build(service.pipeline("pipeline-" + number));
        }
        Reconciled first = sweep(table);
        service.forgetCalls();
        tables.forgetCalls();

        Reconciled second = sweep(table);

        assertThat(first.failed()).isEmpty();
        assertThat(first.buildsRepaired()).isEqualTo(100);
        assertThat(second.failed()).isEmpty();
        assertThat(second.lineages()).hasSize(1);
        assertThat(service.calls("ListImagePipelineImagesRequest")).isZero();
        assertThat(service.calls("ListImageBuildVersionsRequest")).isEqualTo(50);
        assertThat(service.calls("GetImageRequest")).isZero();
        assertThat(tables.calls("PutItemRequest")).isEqualTo(2);
        assertThat(tables.writes()).isEqualTo(2);
    }

    @Test
    void deletesNothingAfterAFaultOnAnyPageAndCompletesInTheNextRun() {
        PipelineArn pipeline = service.pipeline("golden-linux");
        List<ImageSnapshot> recorded = new ArrayList<>();
        ImageBuildArn changed = null;
        ImageBuildArn gone = null;
        for (int number = 1; number <= 7; number++) {
            if (number == 2) {
                service.fault("{\"kind\":\"COPY_FAILS\",\"region\":\"eu-west-1\",\"accountId\":\"222222222222\"}");
            }
            ImageBuildArn build = service.build(pipeline);
            service.endFaults();
            if (number <= 3) {
                recorded.add(snapshot(build));
            }
            changed = number == 2 ? build : changed;
            gone = number == 3 ? build : gone;
        }
        service.build();
        service.retry(changed);
        service.fault("{\"kind\":\"IMAGE_GONE\",\"imageBuildVersionArn\":\"" + gone + "\"}");
        String clean = table(recorded);
        service.forgetCalls();
        assertThat(sweep(clean).failed()).isEmpty();
        Map<ImageBuildArn, RecordedImage> expected = contents(clean, pipeline);
        assertThat(expected).hasSize(7);
        assertThat(expected.get(gone).recorded().build().state()).isEqualTo(ImageState.GONE);
        assertThat(expected.get(changed).recorded().build().state()).isEqualTo(ImageState.AVAILABLE);

        Map<String, Integer> calls = new TreeMap<>();
        for (String operation : List.of("ListImagePipelineImages", "ListImageBuildVersions", "GetImage")) {
            calls.put(operation, service.calls(operation + "Request"));
        }

        int faults = 0;
        for (String operation : calls.keySet()) {
            assertThat(calls.get(operation)).as(operation).isPositive();
            for (int nth = 1; nth <= calls.get(operation); nth++) {
                String table = table(recorded);
                service.endFaults();
                service.fault("{\"kind\":\"IMAGE_GONE\",\"imageBuildVersionArn\":\"" + gone + "\"}");
                service.fault("{\"kind\":\"CALL_REFUSED\",\"operation\":\"" + operation
                        + "\",\"error\":\"ForbiddenException\",\"nth\":" + nth + "}");

                Reconciled faulty = sweep(table);
                if (faulty.failed().isEmpty()) {
                    // Another list showed the same.
                    assertThat(contents(table, pipeline))
                            .as("%s %s", operation, nth)
                            .isEqualTo(expected);
                }
                for (RecordedImage image : contents(table, pipeline).values()) {
                    ImageBuildArn arn = image.recorded().build().arn();
                    assertThat(image.recorded().build().state() == ImageState.GONE)
                            .as("%s %s %s", operation, nth, arn)
                            .isIn(arn.equals(gone), false);
                }

                Reconciled next = sweep(table);
                assertThat(next.failed()).as("%s %s", operation, nth).isEmpty();
                assertThat(contents(table, pipeline))
                        .as("%s %s", operation, nth)
                        .isEqualTo(expected);
                faults++;
            }
        }
        assertThat(faults).isGreaterThan(10);
    }

    @Test
    void succeedsDespiteOccasionalThrottling() {
        String table = tables.newTable();
        PipelineArn pipeline = service.pipeline("golden-linux");
        for (int number = 1; number <= 6; number++) {
            service.build(pipeline);
        }
        service.fault("{\"kind\":\"CALL_REFUSED\",\"error\":\"CallRateLimitExceededException\",\"rate\":0.2}");

        Reconciled result = sweep(table);

        assertThat(result.failed()).isEmpty();
        assertThat(contents(table, pipeline)).hasSize(6);
    }

    private Reconciled sweep(String table) {
        FleetMetrics metrics = FleetMetrics.from(Environment.of(
                Map.of("POWERTOOLS_SERVICE_NAME", "reconcile-pipeline", "POWERTOOLS_METRICS_DISABLED", "true")));
        ReconcileSettings settings = new ReconcileSettings(
                Set.of(GoldenImages.US), 2, Duration.ofSeconds(1), Duration.ZERO, Optional.empty(), Optional.empty());
        ReconcileReport report = new ReconcileReport(metrics, Clock.systemUTC());
        return new ReconcilePipelineWiring(
                        service.clients(),
                        tables.client(),
                        table,
                        settings,
                        Clock.systemUTC(),
                        time -> {},
                        report,
                        (body, reason) -> {})
                .reconcilePipelines(Deadline.none())
                .reconcile(new Scope.AllLineages(), "run-" + ++runs);
    }

    private ImageSnapshot snapshot(ImageBuildArn build) {
        SdkImageBuilder imageBuilder = new SdkImageBuilder(service.clients(), Deadline.none());
        return ImageSnapshot.of(Instant.parse("2026-01-02T00:00:00Z"), imageBuilder.describe(build));
    }

    private ImageCatalog catalog(String table) {
        return new DynamoImageCatalog(tables.client(), table, Deadline.none());
    }

    private String table(List<ImageSnapshot> recorded) {
        String table = tables.newTable();
        recorded.forEach(snapshot -> catalog(table).record(snapshot));
        return table;
    }

    /** Compares all items, except for the time of their requests. */
    private Map<ImageBuildArn, RecordedImage> contents(String table, PipelineArn pipeline) {
        Map<ImageBuildArn, RecordedImage> contents = new TreeMap<>();
        for (RecordedBuild build :
                catalog(table).builds(pipeline, Optional.empty(), 100).items()) {
            RecordedImage image = catalog(table).image(build.build().arn()).orElseThrow();
            RecordedBuild timeless = new RecordedBuild(
                    build.build(), build.counts(), Instant.EPOCH, build.digest(), build.summaryDigest(), build.hold());
            contents.put(build.build().arn(), new RecordedImage(timeless, image.fanOut()));
        }
        return contents;
    }
}
