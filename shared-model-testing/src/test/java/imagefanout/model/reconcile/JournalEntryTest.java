package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.PipelineArn;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class JournalEntryTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Lease LEASE = new Lease("one", NOON);
    private static final Scope EVERYTHING = new Scope.AllLineages();
    private static final Scope PIPELINE = new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE));
    private static final PipelineArn OTHER = PipelineArn.parse(GoldenImages.PIPELINE + "-other");

    @Test
    void isHeldOnlyByTheRunThatTookIt() {
        JournalEntry begun = JournalEntry.FIRST.begin(LEASE, PIPELINE);

        assertThat(JournalEntry.FIRST.isHeldBy("one")).isFalse();
        assertThat(begun.isHeldBy("one")).isTrue();
        assertThat(begun.isHeldBy("another")).isFalse();
    }

    @Test
    void keepsOthersOutUntilTheLeaseEnds() {
        JournalEntry begun = JournalEntry.FIRST.begin(LEASE, PIPELINE);

        assertThat(begun.isHeldByAnother("another", NOON.minusMillis(1))).isTrue();
        assertThat(begun.isHeldByAnother("another", NOON)).isFalse();
        assertThat(begun.isHeldByAnother("one", NOON.minusMillis(1))).isFalse();
    }

    @Test
    void countsEveryReplacement() {
        JournalEntry asked = JournalEntry.FIRST.withRequest(PIPELINE);
        JournalEntry begun = asked.begin(LEASE, EVERYTHING);
        JournalEntry proceeding = begun.proceed(SweepHistory.NONE);

        assertThat(asked.version()).isEqualTo(1);
        assertThat(begun.version()).isEqualTo(2);
        assertThat(proceeding.version()).isEqualTo(3);
        assertThat(proceeding.end(Backlog.NONE, SweepHistory.NONE).version()).isEqualTo(4);
    }

    @Test
    void countsARunThatDiedDuringASweepAsFailed() {
        JournalEntry died = JournalEntry.FIRST.begin(LEASE, EVERYTHING);
        JournalEntry stopped = died.end(died.backlog(), SweepHistory.NONE);
        JournalEntry diedWithoutASweep = JournalEntry.FIRST.begin(LEASE, PIPELINE);
        Lease next = new Lease("another", NOON.plusSeconds(900));

        assertThat(died.begin(next, PIPELINE).history().consecutiveFailures()).isEqualTo(1);
        assertThat(stopped.begin(next, PIPELINE).history().consecutiveFailures())
                .isZero();
        assertThat(diedWithoutASweep.begin(next, PIPELINE).history().consecutiveFailures())
                .isZero();
    }

    @Test
    void continuesWithRequestsMadeDuringTheRun() {
        JournalEntry begun = JournalEntry.FIRST.begin(LEASE, PIPELINE);

        JournalEntry proceeding = begun.withRequest(new Scope.SomeLineages(Set.of(OTHER)))
                .withRequest(EVERYTHING)
                .proceed(SweepHistory.NONE);

        assertThat(proceeding.backlog().lineages()).containsExactly(OTHER);
        assertThat(proceeding.backlog().sweep()).contains(FullSweep.START);
        assertThat(proceeding.hasRequests()).isFalse();
        assertThat(proceeding.isHeldBy("one")).isTrue();
    }

    @Test
    void runsARequestedSweepAfterTheOneInProgress() {
        JournalEntry sweeping = JournalEntry.FIRST.begin(LEASE, EVERYTHING);
        JournalEntry stopped = sweeping.withRequest(EVERYTHING).end(sweeping.backlog(), SweepHistory.NONE);

        JournalEntry resumed = stopped.begin(LEASE, new Scope.Resume());

        assertThat(resumed.hasRequests()).isTrue();
        assertThat(resumed.proceed(SweepHistory.NONE).backlog().sweep()).contains(FullSweep.START);
        assertThat(resumed.proceed(SweepHistory.NONE).hasRequests()).isFalse();
    }

    @Test
    void restartsTheWalkOfARequestedLineage() {
        WalkPosition position = new WalkPosition(
                GoldenImages.PIPELINE, NOON, Optional.empty(), Optional.empty(), true, new TreeSet<>(), false);
        JournalEntry stopped = JournalEntry.FIRST
                .begin(LEASE, PIPELINE)
                .end(
                        new Backlog(
                                Backlog.sorted(Set.of(GoldenImages.PIPELINE)), Optional.empty(), Optional.of(position)),
                        SweepHistory.NONE);

        assertThat(stopped.begin(LEASE, new Scope.Resume()).backlog().walk()).contains(position);
        assertThat(stopped.begin(LEASE, PIPELINE).backlog().walk()).isEmpty();
    }
}
