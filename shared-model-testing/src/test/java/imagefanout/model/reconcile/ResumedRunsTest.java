package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.JournalContendedException;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.listing.PageToken;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResumedRunsTest {
    private static final Scope PIPELINE = new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE));

    @Test
    void completesAFirstRunOfFiveHundredBuildsInSeveralInvocations() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 500; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        world.interruption = call -> world.passes(Duration.ofMillis(call.equals("ImageCatalog.record") ? 10_000 : 200));

        Reconciled result = world.sweeps();
        int runs = 1;
        while (result.outcome() == ReconcileOutcome.HANDED_ON) {
            world.passes(Duration.ofMinutes(5));
            result = within(world, Duration.ofMinutes(15), new Scope.Resume());
            runs++;
        }

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(runs).isBetween(5, 9);
        assertThat(world.table()).hasSize(500);
        assertThat(world.calls("ImageCatalog.record")).isEqualTo(500);
    }

    @Test
    void continuesALongListAtThePageWhereItStopped() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 100; number++) {
            world.service.put(GoldenImages.build(number).described());
            world.delivered(GoldenImages.build(number).arn());
        }
        world.service.remove(GoldenImages.build(3).arn());
        world.calls.clear();
        world.interruption =
                call -> world.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(100) : Duration.ZERO);

        Reconciled result = world.runs(PIPELINE);
        while (result.outcome() == ReconcileOutcome.HANDED_ON) {
            assertThat(world.state(GoldenImages.build(3).arn())).contains(ImageState.AVAILABLE);
            result = world.runs(new Scope.Resume());
        }

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.calls("ImageListing.builds")).isEqualTo(50);
        assertThat(world.calls("ImageBuilder.describe")).isEqualTo(2);
        assertThat(world.state(GoldenImages.build(3).arn())).contains(ImageState.GONE);
    }

    @Test
    void aSweepWithAFailedBuildIsCleanForTheOthersAndTheNextRepairsIt() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 40; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        world.interruption = call -> {
            world.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(100) : Duration.ZERO);
            if (call.equals("ImageBuilder.describe") && world.calls("ImageBuilder.describe") == 1) {
                throw new imagefanout.model.image.ImageBuilderException("no answer", null);
            }
        };

        Reconciled first = world.sweeps();
        Reconciled result = first;
        while (result.outcome() == ReconcileOutcome.HANDED_ON) {
            result = world.runs(new Scope.Resume());
        }

        assertThat(first.failed()).hasSize(1);
        assertThat(result.failed()).isEmpty();
        assertThat(world.journal.read().history().lastCleanAt()).isPresent();
        assertThat(world.journal.read().history().consecutiveFailures()).isZero();
        world.interruption = call -> {};
        world.sweeps();
        assertThat(world.table()).hasSize(40);
    }

    @Test
    void handsOnWhenThrottlingLasts() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 10; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        Instant calm = world.now().plus(Duration.ofMinutes(20));
        world.interruption = call -> {
            if (call.startsWith("ImageBuilder.") && world.now().isBefore(calm)) {
                throw new ThrottledException("too many", null);
            }
        };

        Reconciled first = world.sweeps();
        world.passes(Duration.ofMinutes(20));
        Reconciled second = world.runs(new Scope.Resume());

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(first.failed()).isEmpty();
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(second.failed()).isEmpty();
        assertThat(world.table()).hasSize(10);
    }

    @Test
    void slowsDownForAWhileAfterThrottling() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 30; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        world.interruption = call -> {
            if (call.startsWith("ImageBuilder.") && world.calls("ImageBuilder.") <= 3) {
                throw new ThrottledException("too many", null);
            }
        };

        world.sweeps();

        assertThat(world.pauses.subList(0, 3))
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(world.pauses.subList(3, world.pauses.size())).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(world.pauses).hasSizeLessThan(12);
    }

    @Test
    void leavesItsRequestToTheRunInProgress() {
        ReconcileFixture world = new ReconcileFixture();
        PipelineArn other = PipelineArn.parse(GoldenImages.PIPELINE + "-other");
        world.service.put(GoldenImages.fiveAmis(1).described());
        ImageBuildArn late = ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/other/1.0.0/1");
        Reconciled[] second = new Reconciled[1];
        world.interruption = call -> {
            if (call.equals("ImageCatalog.record") && second[0] == null) {
                second[0] = new Reconciled(ReconcileOutcome.COMPLETE, List.of(), SweepHistory.NONE, Optional.empty());
                world.service.put(GoldenImages.build(1).named(late).of(other).described());
                second[0] = world.runs(new Scope.SomeLineages(Set.of(other)));
            }
        };

        Reconciled first = world.runs(PIPELINE);

        assertThat(second[0].outcome()).isEqualTo(ReconcileOutcome.LEFT_TO_ANOTHER_RUN);
        assertThat(first.lineages())
                .extracting(LineageReport::lineage)
                .containsExactly(GoldenImages.PIPELINE.toString(), other.toString());
        assertThat(world.state(late)).contains(ImageState.AVAILABLE);
        assertThat(world.journal.read().lease()).isEmpty();
    }

    @Test
    void anUnfinishedSweepContinuesBeforeAnotherBegins() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 40; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        world.interruption =
                call -> world.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(100) : Duration.ZERO);
        Reconciled first = world.sweeps();
        Optional<PageToken> stoppedAt =
                world.journal.read().backlog().walk().orElseThrow().page();
        world.interruption = call -> {};
        world.calls.clear();

        Reconciled second = world.sweeps();

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(stoppedAt).isPresent();
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(second.lineages()).hasSize(4);
        assertThat(world.table()).hasSize(40);
        assertThat(world.journal.read().backlog()).isEqualTo(Backlog.NONE);
    }

    @Test
    void findsABuildReportedAfterTheWalkOfItsPipelineStopped() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 2; number <= 40; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        world.interruption =
                call -> world.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(100) : Duration.ZERO);
        Reconciled first = world.runs(PIPELINE);
        world.interruption = call -> {};
        world.service.put(GoldenImages.build(1).described());

        Reconciled second = world.runs(PIPELINE);

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
        assertThat(world.table()).hasSize(40);
    }

    @Test
    void confirmsManyDeletedBuildsInSeveralRuns() {
        ReconcileFixture world = new ReconcileFixture();
        world.passes(Duration.ofDays(30));
        for (int number = 1; number <= 300; number++) {
            world.service.put(GoldenImages.build(number).described());
            world.delivered(GoldenImages.build(number).arn());
        }
        for (int number = 2; number <= 300; number++) {
            world.service.remove(GoldenImages.build(number).arn());
        }
        world.interruption =
                call -> world.passes(call.equals("ImageBuilder.describe") ? Duration.ofSeconds(5) : Duration.ZERO);

        Reconciled result = world.runs(PIPELINE);
        for (int run = 2; run <= 4; run++) {
            assertThat(result.outcome()).as("run %s", run - 1).isEqualTo(ReconcileOutcome.HANDED_ON);
            result = within(world, Duration.ofMinutes(15), new Scope.Resume());
        }

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.table().values())
                .filteredOn(image -> image.recorded().build().state() == ImageState.GONE)
                .hasSize(299);
    }

    @Test
    void expiresBuildsInSeveralRuns() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 30; number++) {
            world.service.put(GoldenImages.build(number).in(ImageState.DELETED).described());
            world.delivered(GoldenImages.build(number).arn());
        }
        world.passes(Duration.ofDays(40));
        world.settings = new ReconcileSettings(
                world.settings.sourceRegions(),
                2,
                world.settings.reserve(),
                world.settings.confirmAfter(),
                Optional.of(Duration.ofDays(30)),
                Optional.empty());
        world.interruption = call -> {
            boolean isFirst = world.calls("Retention.") > world.expired.size();
            world.passes(call.startsWith("Retention.") && isFirst ? Duration.ofSeconds(50) : Duration.ZERO);
        };

        Reconciled result = within(world, Duration.ofMinutes(15), PIPELINE);
        while (result.outcome() == ReconcileOutcome.HANDED_ON) {
            world.calls.clear();
            result = within(world, Duration.ofMinutes(15), new Scope.Resume());
        }

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.expired).hasSize(30);
    }

    @Test
    void takesOverFromADeadRunWithinTwoMinutes() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.interruption = call -> {
            if (call.equals("ImageBuilder.describe")) {
                ReconcileFixture.raise(new OutOfMemoryError("died"));
            }
        };
        org.assertj.core.api.Assertions.catchThrowable(() -> world.sweeps());
        world.interruption = call -> {};

        Reconciled tooEarly = world.sweeps();
        world.passes(Duration.between(world.now(), tooEarly.otherRunUntil().orElseThrow()));
        Reconciled next = world.sweeps();

        assertThat(tooEarly.outcome()).isEqualTo(ReconcileOutcome.LEFT_TO_ANOTHER_RUN);
        assertThat(tooEarly.otherRunUntil().orElseThrow()).isBefore(world.now().plus(Duration.ofMinutes(2)));
        assertThat(next.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(next.otherRunUntil()).isEmpty();
        assertThat(world.table()).hasSize(1);
    }

    @Test
    void keepsItsLeaseAsLongAsItWorks() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 60; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        List<Reconciled> others = new ArrayList<>();
        world.interruption = call -> {
            if (call.equals("ImageCatalog.record")) {
                world.passes(Duration.ofSeconds(10));
                others.add(world.runs(new Scope.Resume(), "another-run"));
            }
        };

        Reconciled result = world.runs(PIPELINE);

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(others).hasSize(60);
        assertThat(others).extracting(Reconciled::outcome).containsOnly(ReconcileOutcome.LEFT_TO_ANOTHER_RUN);
        assertThat(world.calls("ReconcileJournal.replace")).isLessThan(15);
    }

    @Test
    void stopsWhenAnotherRunTookOver() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 10; number++) {
            world.service.put(GoldenImages.build(number).described());
        }
        List<Reconciled> others = new ArrayList<>();
        world.interruption = call -> {
            if (call.equals("ImageCatalog.record") && others.isEmpty()) {
                others.add(new Reconciled(ReconcileOutcome.COMPLETE, List.of(), SweepHistory.NONE, Optional.empty()));
                world.passes(Duration.ofMinutes(3));
                others.set(0, world.runs(PIPELINE, "another-run"));
            }
        };

        assertThatExceptionOfType(JournalContendedException.class).isThrownBy(() -> world.runs(PIPELINE));

        assertThat(others.get(0).outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.table()).hasSize(10);
        assertThat(world.journal.read().lease()).isEmpty();
    }

    @Test
    void retriesARunWithoutWaitingForItsOwnLease() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.interruption = call -> {
            if (call.equals("ImageBuilder.describe")) {
                ReconcileFixture.raise(new OutOfMemoryError("died"));
            }
        };
        org.assertj.core.api.Assertions.catchThrowable(() -> world.runs(PIPELINE, "the-run"));
        world.interruption = call -> {};

        Reconciled other = world.runs(PIPELINE, "another-run");
        Reconciled again = world.runs(PIPELINE, "the-run");

        assertThat(other.outcome()).isEqualTo(ReconcileOutcome.LEFT_TO_ANOTHER_RUN);
        assertThat(again.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(world.table()).hasSize(1);
    }

    private static Reconciled within(ReconcileFixture world, Duration most, Scope scope) {
        Instant begun = world.now();
        Reconciled result = world.runs(scope);
        assertThat(Duration.between(begun, world.now())).isLessThan(most);
        return result;
    }
}
