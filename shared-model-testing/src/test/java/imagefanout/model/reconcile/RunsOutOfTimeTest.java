package imagefanout.model.reconcile;

import static imagefanout.model.reconcile.ReconcileFixture.build;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.journal.Backlog;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sweeps two Regions that have every kind of difference, pages of two builds each, and lets the time run out. However often that
 * happens, the runs together do what one long run does.
 */
final class RunsOutOfTimeTest {
    private static final PipelineArn DELETED = PipelineArn.parse(GoldenImages.PIPELINE + "-deleted");
    private static final PipelineArn EUROPEAN =
            PipelineArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/european");

    private static final Set<ImageBuildArn> GONE =
            Set.of(GoldenImages.build(3).arn(), GoldenImages.build(4).arn(), build("us-east-1", "orphan", "1.0.0", 5));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void continuesWhereverOneRunStopped(boolean listsAll) {
        ReconcileFixture clean = clean(listsAll);
        int calls = clean.calls.size();

        for (int call = 0; call < calls; call++) {
            ReconcileFixture fixture = world(listsAll);
            AtomicInteger count = new AtomicInteger();
            int at = call;
            fixture.interruption =
                    name -> fixture.passes(count.getAndIncrement() == at ? Duration.ofMinutes(14) : Duration.ZERO);

            Reconciled result = fixture.runsToEnd(new Scope.AllLineages());

            sameAs(clean, fixture, result, "call " + call);
            assertThat(fixture.calls("ImageListing."))
                    .as("call %s", call)
                    .isLessThanOrEqualTo(clean.calls("ImageListing.") + 2);
            assertThat(fixture.calls("ImageBuilder."))
                    .as("call %s", call)
                    .isLessThanOrEqualTo(clean.calls("ImageBuilder.") + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void completesASweepInManyShortRuns(boolean listsAll) {
        ReconcileFixture clean = clean(listsAll);

        for (int seconds = 5; seconds <= 29; seconds += 3) {
            ReconcileFixture fixture = world(listsAll);
            fixture.invocationTakes = Duration.ofMinutes(3);
            Duration each = Duration.ofSeconds(seconds);
            fixture.interruption = name -> fixture.passes(
                    name.startsWith("ImageListing.") || name.startsWith("ImageBuilder.") ? each : Duration.ZERO);

            Reconciled result = fixture.runsToEnd(new Scope.AllLineages());

            sameAs(clean, fixture, result, seconds + " s for each call");
        }
    }

    private static ReconcileFixture clean(boolean listsAll) {
        ReconcileFixture fixture = world(listsAll);
        fixture.runsToEnd(new Scope.AllLineages());
        assertThat(fixture.states()).hasSize(9 + 10 + 10 + 10 + 1);
        fixture.states().forEach((arn, state) -> assertThat(state)
                .as("%s", arn)
                .isEqualTo(
                        GONE.contains(arn)
                                ? ImageState.GONE
                                : fixture.service.describe(arn).build().state()));
        return fixture;
    }

    private static void sameAs(ReconcileFixture clean, ReconcileFixture fixture, Reconciled result, String when) {
        assertThat(result.outcome()).as(when).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.states()).as(when).isEqualTo(clean.states());
        assertThat(fixture.reports).as(when).allSatisfy(report -> assertThat(report.failures())
                .isEmpty());
        assertThat(repaired(fixture)).as(when).isEqualTo(repaired(clean));
        assertThat(fixture.journal.read().backlog()).as(when).isEqualTo(Backlog.NONE);
        assertThat(fixture.journal.read().hasWork()).as(when).isFalse();
    }

    private static int repaired(ReconcileFixture fixture) {
        return fixture.reports.stream().mapToInt(LineageReport::buildsRepaired).sum();
    }

    private static ReconcileFixture world(boolean listsAll) {
        ReconcileFixture fixture = listsAll ? ReconcileFixture.withListOfAllBuilds() : new ReconcileFixture();
        fixture.looksIn(GoldenImages.US, GoldenImages.EU);
        for (int number = 1; number <= 9; number++) {
            fixture.service.put(GoldenImages.build(number).described());
        }
        for (int number = 1; number <= 6; number++) {
            fixture.delivered(GoldenImages.build(number).arn());
        }
        fixture.service.put(GoldenImages.build(2).in(ImageState.DEPRECATED).described());
        for (String version : new String[] {"1.0.0", "1.1.0"}) {
            for (int number = 1; number <= 5; number++) {
                put(
                        fixture,
                        GoldenImages.build(number)
                                .named(build("us-east-1", "lone", version, number))
                                .withoutPipeline());
                ImageBuildArn orphan = build("us-east-1", "orphan", version, number);
                put(fixture, GoldenImages.build(number).named(orphan).of(DELETED));
                fixture.delivered(orphan);
                put(
                        fixture,
                        GoldenImages.build(number)
                                .named(build("eu-west-1", "european", version, number))
                                .of(EUROPEAN));
            }
        }
        fixture.service.remove(DELETED);
        GONE.forEach(fixture.service::remove);
        put(
                fixture,
                GoldenImages.build(4)
                        .named(build("us-east-1", "orphan", "1.1.0", 4))
                        .of(DELETED)
                        .in(ImageState.DISABLED));
        put(
                fixture,
                GoldenImages.build(20)
                        .named(build("eu-west-1", "lone", "1.0.0", 1))
                        .withoutPipeline());
        fixture.calls.clear();
        return fixture;
    }

    private static void put(ReconcileFixture fixture, GoldenImages image) {
        fixture.service.put(image.described());
    }
}
