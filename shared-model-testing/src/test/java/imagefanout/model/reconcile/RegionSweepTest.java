package imagefanout.model.reconcile;

import static imagefanout.model.reconcile.ReconcileFixture.build;
import static imagefanout.model.reconcile.ReconcileFixture.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.listing.StalePageException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages of a sweep, Region by Region. */
final class RegionSweepTest {
    @Test
    void goesThroughEveryStageOfEveryRegion() {
        for (ReconcileFixture fixture : List.of(new ReconcileFixture(), ReconcileFixture.withListOfAllBuilds())) {
            fixture.looksIn(GoldenImages.EU, GoldenImages.US);
            for (String region : List.of("eu-west-1", "us-east-1")) {
                put(fixture, region, "recorded", "1.0.0", 1, true);
                fixture.delivered(build(region, "recorded", "1.0.0", 1));
                put(fixture, region, "recorded", "1.0.0", 2, true);
                put(fixture, region, "unrecorded", "1.0.0", 1, true);
                put(fixture, region, "lone", "1.0.0", 1, false);
            }

            Reconciled result = fixture.sweeps();

            assertThat(result.failed()).isEmpty();
            assertThat(fixture.states()).hasSize(8);
            assertThat(result.buildsRepaired()).isEqualTo(6);
        }
    }

    @Test
    void listsEveryBuildOfAnUnrecordedImageVersion() {
        ReconcileFixture fixture = new ReconcileFixture();
        putAll(fixture, "lone", "1.0.0", 7);

        fixture.sweeps();

        assertThat(fixture.states()).hasSize(7);
    }

    @Test
    void findsANewVersionOfAnImageThatIsRecordedWithoutAPipeline() {
        ReconcileFixture fixture = new ReconcileFixture();
        putAll(fixture, "lone", "1.0.0", 1);
        fixture.delivered(lone("1.0.0", 1));
        putAll(fixture, "lone", "1.1.0", 1);

        fixture.sweeps();

        assertThat(fixture.state(lone("1.1.0", 1))).contains(ImageState.AVAILABLE);
    }

    @Test
    void listsTheBuildsOfEachVersionOnceWhenImagesWithoutAPipelineAreRecorded() {
        ReconcileFixture fixture = new ReconcileFixture();
        putAll(fixture, "lone", "1.0.0", 1);
        putAll(fixture, "lone", "1.1.0", 1);
        fixture.sweeps();
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(2);
    }

    @Test
    void continuesInTheImageVersionWhereItStopped() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (String version : List.of("1.0.0", "1.1.0", "1.2.0")) {
            putAll(fixture, "lone", version, 12);
        }
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);

        Reconciled first = fixture.sweeps();
        int recorded = fixture.states().size();
        fixture.interruption = call -> {};
        fixture.calls.clear();
        Reconciled second = fixture.runs(new Scope.Resume());

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(recorded).isBetween(25, 35);
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.states()).hasSize(36);
        // The first run read 16 of 18 pages, the last one with no time to record its builds.
        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(3);
    }

    @Test
    void isInNoWalkOnceAnImageVersionIsListedToItsEnd() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 10; number < 40; number++) {
            put(fixture, "us-east-1", "lone-" + number, "1.0.0", 1, false);
        }
        putAll(fixture, "lone-10", "1.0.0", 6);
        outOfTimeAt(fixture, "ImageCatalog.record", 3);
        fixture.sweeps();
        boolean isInAVersion = fixture.journal.read().backlog().walk().isPresent();
        // The rest of the first image, and the others of the first page of 25 images.
        outOfTimeAt(fixture, "ImageCatalog.record", 6 + 24);

        Reconciled second = fixture.runs(new Scope.Resume());

        assertThat(isInAVersion).isTrue();
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(fixture.states()).hasSize(30);
        assertThat(fixture.journal.read().backlog().walk()).isEmpty();
        fixture.runsToEnd(new Scope.Resume());
        assertThat(fixture.states()).hasSize(35);
    }

    @Test
    void toleratesTenBuildsThatOnlyTheListOfAllBuildsOmits() {
        ReconcileFixture ten = omitting(10, ImageState.AVAILABLE);
        ReconcileFixture eleven = omitting(11, ImageState.AVAILABLE);

        ten.sweeps();
        eleven.sweeps();

        assertThat(ten.calls("ImageListing.pipelines")).isZero();
        assertThat(ten.calls("ImageListing.imageVersions")).isZero();
        assertThat(eleven.calls("ImageListing.pipelines")).isPositive();
        assertThat(eleven.calls("ImageListing.imageVersions")).isPositive();
        assertThat(eleven.calls("ImageBuilder.")).isZero();
        assertThat(eleven.states().values()).containsOnly(ImageState.AVAILABLE);
    }

    @Test
    void takesTheListOfAllBuildsForCompleteThoughItOmitsDeletedBuilds() {
        ReconcileFixture fixture = omitting(20, ImageState.DELETED);

        Reconciled result = fixture.sweeps();

        assertThat(fixture.calls("ImageListing.pipelines")).isZero();
        assertThat(fixture.states().values()).containsOnly(ImageState.DELETED);
        assertThat(result.buildsRepaired()).isEqualTo(20);
    }

    @Test
    void walksEachRecordedLineageOnceHoweverSlowTheCatalogIs() {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 0; number < 50; number++) {
            put(fixture, "us-east-1", "image-" + number, "1.0.0", 1, true);
        }
        fixture.sweeps();
        fixture.calls.clear();
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageCatalog.builds") ? Duration.ofSeconds(55) : Duration.ZERO);

        Reconciled result = fixture.runsToEnd(new Scope.AllLineages());

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.calls("ImageCatalog.builds")).isEqualTo(50);
    }

    @Test
    void keepsWhatTheListOfAllBuildsShowedOnlyUntilTheSweepEnds() {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 0; number < 50; number++) {
            put(fixture, "us-east-1", "image-" + number, "1.0.0", 1, true);
        }
        fixture.sweeps();
        long afterOneRun = fixture.calls("ReconcileJournal.seen") + fixture.calls("ReconcileJournal.forgetSeen");
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageCatalog.builds") ? Duration.ofSeconds(55) : Duration.ZERO);

        fixture.sweeps();
        long whileSweeping = fixture.calls("ReconcileJournal.forgetSeen");
        fixture.runsToEnd(new Scope.Resume());
        long afterwards = fixture.calls("ReconcileJournal.forgetSeen");
        fixture.sweeps();
        fixture.runsToEnd(new Scope.ChangedPipelines());

        assertThat(afterOneRun).isZero();
        assertThat(whileSweeping).isZero();
        assertThat(afterwards).isEqualTo(1);
        assertThat(fixture.calls("ReconcileJournal.forgetSeen")).isEqualTo(2);
        assertThat(fixture.journal.read().hasWork()).isFalse();
    }

    @Test
    void startsTheListOfPipelinesAgainFromItsFirstPage() {
        ReconcileFixture fixture = pipelinesThatRan(60);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.pipelines") && fixture.calls(call) == 3) {
                throw new StalePageException("stale", null);
            }
        };

        Reconciled result = fixture.runs(new Scope.ChangedPipelines());

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.calls("ImageListing.pipelines")).isEqualTo(3 + 3);
    }

    @Test
    void reportsAListOfPipelinesWhoseTokensAreNeverValid() {
        ReconcileFixture fixture = pipelinesThatRan(60);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.pipelines") && fixture.calls(call) % 2 == 0) {
                throw new StalePageException("stale", null);
            }
        };

        Reconciled result = fixture.runs(new Scope.ChangedPipelines());

        assertThat(fixture.calls("ImageListing.pipelines")).isEqualTo(4);
        assertThat(result.failed()).singleElement().satisfies(report -> {
            assertThat(report.lineage()).isEqualTo("pipelines of us-east-1");
            assertThat(report.outcome()).isEqualTo(LineageOutcome.NOT_LISTED);
            assertThat(report.failures()).containsExactly("not listed: stale");
        });
        assertThat(result.history().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void doesNotListTheBuildsOfAPipelineWhoseLastRunIsRecorded() {
        ReconcileFixture fixture = pipelinesThatRan(0);
        PipelineArn finished = pipeline("us-east-1", "finished");
        PipelineArn building = pipeline("us-east-1", "building");
        PipelineArn lost = pipeline("us-east-1", "lost");
        for (PipelineArn pipeline : List.of(finished, building, lost)) {
            String name = pipeline.toString().substring(pipeline.toString().lastIndexOf('/') + 1);
            put(fixture, "us-east-1", name, "1.0.0", 1, true);
            fixture.delivered(build("us-east-1", name, "1.0.0", 1));
            fixture.service.ran(pipeline, fixture.now());
            ImageBuildArn second = build("us-east-1", name, "1.0.0", 2);
            ImageState state = pipeline == building ? ImageState.BUILDING : ImageState.AVAILABLE;
            fixture.service.put(GoldenImages.build(2)
                    .named(second)
                    .of(pipeline)
                    .createdAt(fixture.now())
                    .in(state)
                    .described());
            if (pipeline != lost) {
                fixture.delivered(second);
            }
        }
        fixture.passes(Duration.ofHours(1));

        Reconciled result = fixture.runs(new Scope.ChangedPipelines());

        assertThat(result.lineages())
                .extracting(LineageReport::lineage)
                .containsExactly(building.toString(), lost.toString());
        assertThat(fixture.state(build("us-east-1", "lost", "1.0.0", 2))).contains(ImageState.AVAILABLE);
    }

    @Test
    void comparesAPipelineEachHourWhileItsBuildIsInProgressOrFails() {
        ReconcileFixture fixture = pipelinesThatRan(1);
        PipelineArn pipeline = pipeline("us-east-1", "image-0");
        ImageBuildArn building = build("us-east-1", "image-0", "1.0.0", 2);
        fixture.service.put(GoldenImages.build(2)
                .named(building)
                .of(pipeline)
                .createdAt(fixture.now())
                .in(ImageState.BUILDING)
                .described());
        Scope hourly = new Scope.ChangedPipelines();

        fixture.passes(Duration.ofHours(1));
        fixture.runs(hourly);
        fixture.passes(Duration.ofHours(1));
        fixture.runs(hourly);
        long whileBuilding = fixture.calls("ImageListing.builds");
        fixture.service.put(GoldenImages.build(2)
                .named(building)
                .of(pipeline)
                .createdAt(fixture.now())
                .described());
        fixture.fail("ImageBuilder.describe"::equals, new ImageBuilderException("no answer", null));
        Reconciled failed = fixture.runs(hourly);
        fixture.interruption = call -> {};
        fixture.runs(hourly);
        fixture.calls.clear();
        fixture.runs(hourly);

        assertThat(whileBuilding).isEqualTo(2);
        assertThat(failed.outcome()).isEqualTo(ReconcileOutcome.FAILED_IN_PART);
        assertThat(fixture.state(building)).contains(ImageState.AVAILABLE);
        assertThat(fixture.calls("ImageListing.builds")).isZero();
    }

    @Test
    void continuesTheComparisonOfAChangedPipelineWhereItStopped() {
        ReconcileFixture fixture = new ReconcileFixture();
        PipelineArn pipeline = manyUnrecorded(fixture, 60);
        fixture.service.ran(pipeline, fixture.now());
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);

        Reconciled result = fixture.runsToEnd(new Scope.ChangedPipelines());

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.states()).hasSize(60);
        // Time may run out while the builds of a page are recorded.
        assertThat(fixture.calls("ImageListing.builds")).isBetween(30L, 30L + 2);
    }

    /** The list of the older walk has passed the page with the newest builds. */
    @Test
    void comparesTheNewestBuildsOfAPipelineInWhichAnotherSweepStopped() {
        ReconcileFixture fixture = new ReconcileFixture();
        PipelineArn pipeline = manyUnrecorded(fixture, 60);
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);
        Reconciled first = fixture.sweeps();
        ImageBuildArn changed = build("us-east-1", "many", "1.0.0", 100);
        fixture.service.put(GoldenImages.build(100)
                .named(changed)
                .of(pipeline)
                .in(ImageState.DISABLED)
                .described());
        fixture.service.ran(pipeline, fixture.now());
        outOfTimeAt(fixture, "ReconcileJournal.mark", 1);

        Reconciled second = fixture.runs(new Scope.ChangedPipelines());

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(fixture.state(changed)).contains(ImageState.DISABLED);
        fixture.interruption = call -> {};
        fixture.runsToEnd(new Scope.Resume());
        assertThat(fixture.states()).hasSize(60);
    }

    private static void outOfTimeAt(ReconcileFixture fixture, String call, int count) {
        fixture.interruption = name -> {
            if (name.equals(call) && Collections.frequency(fixture.calls, call) == count) {
                fixture.passes(Duration.ofMinutes(14));
            }
        };
    }

    private static PipelineArn manyUnrecorded(ReconcileFixture fixture, int builds) {
        for (int number = 100; number < 100 + builds; number++) {
            put(fixture, "us-east-1", "many", "1.0.0", number, true);
        }
        return pipeline("us-east-1", "many");
    }

    /** Recorded builds of one pipeline; the list of all builds omits most of them. */
    private static ReconcileFixture omitting(int builds, ImageState state) {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 1; number <= builds; number++) {
            fixture.service.put(GoldenImages.build(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
            fixture.service.put(GoldenImages.build(number).in(state).described());
            fixture.service.unlistAmongAll(GoldenImages.build(number).arn());
        }
        fixture.calls.clear();
        return fixture;
    }

    private static ReconcileFixture pipelinesThatRan(int pipelines) {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 0; number < pipelines; number++) {
            put(fixture, "us-east-1", "image-" + number, "1.0.0", 1, true);
            fixture.service.ran(pipeline("us-east-1", "image-" + number), fixture.now());
        }
        return fixture;
    }

    private static void putAll(ReconcileFixture fixture, String image, String version, int builds) {
        for (int number = 1; number <= builds; number++) {
            put(fixture, "us-east-1", image, version, number, false);
        }
    }

    private static void put(
            ReconcileFixture fixture, String region, String image, String version, int number, boolean hasPipeline) {
        GoldenImages build = GoldenImages.build(number).named(build(region, image, version, number));
        fixture.service.put((hasPipeline ? build.of(pipeline(region, image)) : build.withoutPipeline()).described());
    }

    private static ImageBuildArn lone(String version, int number) {
        return build("us-east-1", "lone", version, number);
    }
}
