package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.MalformedException;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.ReportedEnd;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.retention.RemovalPlan;
import imagefanout.model.retention.RemovalPlans;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Builds and pipelines that messages and people name, and what a person asks before a run. */
final class NamedBuildsTest {
    private static final ImageBuildArn BUILD = GoldenImages.build(1).arn();
    private static final RetentionRule RULE = new RetentionRule(Duration.ofDays(30), 1);

    @Test
    void recordsABuildThatIsNotRecorded() {
        ReconcileFixture fixture = listed();

        RecordResult result = fixture.invocation().record(BUILD, Optional.empty());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(result.recorded()).isEqualTo(fixture.catalog.build(BUILD));
        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
    }

    @Test
    void doesNotRequestARecordedBuildOfAPipelineThatNoMessageReported() {
        ReconcileFixture fixture = recorded();

        RecordResult result = fixture.invocation().record(BUILD, Optional.empty());

        assertThat(result).isEqualTo(new RecordResult(BUILD, RecordOutcome.UNCHANGED, fixture.catalog.build(BUILD)));
        assertThat(fixture.calls("ImageBuilder.")).isZero();
    }

    /** No comparison follows: a build without a pipeline has no list of its own. */
    @Test
    void requestsARecordedBuildWithoutAPipeline() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).withoutPipeline().described());
        fixture.delivered(BUILD);
        fixture.service.put(GoldenImages.fiveAmis(1)
                .withoutPipeline()
                .in(ImageState.DISABLED)
                .described());

        RecordResult result = fixture.invocation().record(BUILD, Optional.empty());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(fixture.state(BUILD)).contains(ImageState.DISABLED);
    }

    @Test
    void requestsARecordedBuildAgainForALaterReportAndNotForAnEarlierOne() {
        ReconcileFixture fixture = recorded();
        ReportedEnd earlier =
                new ReportedEnd(ImageState.AVAILABLE, fixture.now().minusSeconds(60));
        fixture.passes(Duration.ofMinutes(1));
        fixture.service.put(GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED).described());
        ReportedEnd later = new ReportedEnd(ImageState.DEPRECATED, fixture.now());

        fixture.invocation().record(BUILD, Optional.of(earlier));
        Optional<ImageState> afterTheEarlier = fixture.state(BUILD);
        fixture.invocation().record(BUILD, Optional.of(later));

        assertThat(afterTheEarlier).contains(ImageState.AVAILABLE);
        assertThat(fixture.state(BUILD)).contains(ImageState.DEPRECATED);
    }

    @Test
    void readsABuildOnceHoweverManyMessagesOfABatchReportIt() {
        ReconcileFixture fixture = listed();
        ReconcilePipelines invocation = fixture.invocation();
        Optional<ReportedEnd> end = Optional.of(new ReportedEnd(ImageState.AVAILABLE, fixture.now()));
        RecordResult first = invocation.record(BUILD, end);
        fixture.calls.clear();

        RecordResult second = invocation.record(BUILD, end);

        assertThat(first.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(second).isEqualTo(new RecordResult(BUILD, RecordOutcome.UNCHANGED, first.recorded()));
        assertThat(fixture.calls).isEmpty();
    }

    @Test
    void comparesANamedBuildAsItWasReadMomentsAgo() {
        ReconcileFixture fixture = listed();
        ReconcilePipelines invocation = fixture.invocation();
        invocation.record(BUILD, Optional.empty());
        fixture.calls.clear();

        Reconciled result = invocation.reconcile(
                new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE), WalkDepth.NEWEST), "the-run");

        assertThat(result.lineages().get(0).unchanged()).isEqualTo(1);
        assertThat(fixture.calls("ImageCatalog.")).isZero();
        assertThat(fixture.calls("ImageBuilder.")).isZero();
    }

    @Test
    void waitsWhileImageBuilderThrottlesUntilTimeIsShort() {
        ReconcileFixture fixture = listed();
        fixture.interruption = call -> {
            if (call.equals("ImageBuilder.describe") && fixture.calls(call) <= 3) {
                throw new ThrottledException("too many", null);
            }
        };

        fixture.invocation().record(BUILD, Optional.empty());

        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(fixture.pauses).hasSize(3);
        fixture.fail(call -> call.startsWith("ImageListing."), new ThrottledException("too many", null));
        ReconcilePipelines invocation = fixture.invocation();
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> invocation.requireKnown(PipelineArn.parse(GoldenImages.PIPELINE + "-other")));
    }

    @Test
    void knowsAPipelineThatIsRecordedOrListed() {
        ReconcileFixture fixture = recorded();
        PipelineArn idle = PipelineArn.parse(GoldenImages.PIPELINE + "-idle");
        PipelineArn unknown = PipelineArn.parse(GoldenImages.PIPELINE + "-unknown");
        fixture.service.put(idle);
        fixture.service.remove(GoldenImages.PIPELINE);
        ReconcilePipelines invocation = fixture.invocation();

        invocation.requireKnown(GoldenImages.PIPELINE);
        assertThat(fixture.calls("ImageListing.")).isZero();
        invocation.requireKnown(idle);
        assertThat(fixture.calls("ImageListing.")).isEqualTo(1);
        assertThatExceptionOfType(UnknownResourceException.class)
                .isThrownBy(() -> invocation.requireKnown(unknown))
                .withMessageContaining(unknown.toString());
    }

    @Test
    void listsTheHoldsThatCouldBeReleased() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 1; number <= 3; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        for (int number = 2; number <= 3; number++) {
            fixture.catalog.hold(GoldenImages.build(number).arn(), new Hold("broken", "ann", fixture.now()));
        }
        fixture.service.put(GoldenImages.fiveAmis(3).in(ImageState.DELETED).described());
        fixture.delivered(GoldenImages.build(3).arn());

        assertThat(fixture.invocation().activeHolds())
                .extracting(RecordedBuild::build)
                .singleElement()
                .satisfies(build ->
                        assertThat(build.arn()).isEqualTo(GoldenImages.build(2).arn()));
    }

    @Test
    void plansRemovalsByTheRuleOfTheRequestOrTheOneThatIsSet() {
        ReconcileFixture fixture = twoPipelinesWithOldBuilds();
        ReconcilePipelines withoutRule = fixture.invocation();
        RetentionRule wider = new RetentionRule(Duration.ofDays(30), 9);

        RemovalPlans requested = withoutRule.planRemovals(Optional.of(RULE), Optional.empty());
        fixture.keeps(RULE);
        RemovalPlans set = fixture.invocation().planRemovals(Optional.empty(), Optional.empty());
        RemovalPlans over = fixture.invocation().planRemovals(Optional.of(wider), Optional.empty());

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> withoutRule.planRemovals(Optional.empty(), Optional.empty()))
                .withMessageContaining("retention is off");
        assertThat(requested.lineages()).hasSize(2).allSatisfy(plan -> assertThat(plan.removed())
                .isNotEmpty());
        assertThat(set).isEqualTo(requested);
        assertThat(over.lineages())
                .allSatisfy(plan -> assertThat(plan.removed()).isEmpty());
    }

    @Test
    void endsAPlanWhenOnlyTheReserveIsLeftAndContinuesAfterIt() {
        ReconcileFixture fixture = twoPipelinesWithOldBuilds();
        ReconcilePipelines invocation = fixture.invocation();
        // The plan of a lineage reads the clock once, which takes a millisecond.
        fixture.passes(fixture.invocationTakes.minus(fixture.settings.reserve()).minusMillis(1));

        RemovalPlans first = invocation.planRemovals(Optional.of(RULE), Optional.empty());
        RemovalPlans second = fixture.invocation().planRemovals(Optional.of(RULE), first.after());

        assertThat(first.lineages()).extracting(RemovalPlan::lineage).containsExactly(GoldenImages.PIPELINE);
        assertThat(first.after()).contains(GoldenImages.PIPELINE);
        assertThat(second.lineages()).hasSize(1);
        assertThat(second.after()).isEmpty();
    }

    private static ReconcileFixture listed() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        return fixture;
    }

    private static ReconcileFixture recorded() {
        ReconcileFixture fixture = listed();
        fixture.delivered(BUILD);
        fixture.calls.clear();
        return fixture;
    }

    private static ReconcileFixture twoPipelinesWithOldBuilds() {
        ReconcileFixture fixture = new ReconcileFixture();
        PipelineArn other = PipelineArn.parse(GoldenImages.PIPELINE + "-other");
        for (int number = 1; number <= 8; number++) {
            ImageBuildArn arn =
                    ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/other/1.0.0/" + number);
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.service.put(
                    GoldenImages.fiveAmis(number).named(arn).of(other).described());
            fixture.delivered(GoldenImages.build(number).arn());
            fixture.delivered(arn);
        }
        fixture.passes(Duration.ofDays(60));
        return fixture;
    }
}
