package imagefanout.model.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JournalEntryTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Lease LEASE = new Lease("one", NOON);
    private static final Lease NEXT = new Lease("another", NOON.plusSeconds(900));
    private static final Optional<SweepKind> EVERYTHING = Optional.of(SweepKind.EVERYTHING);
    private static final Optional<SweepKind> NONE = Optional.empty();

    @Test
    void isHeldOnlyByTheRunThatTookIt() {
        JournalEntry begun = begun(NONE);

        assertThat(JournalEntry.FIRST.isHeldBy("one")).isFalse();
        assertThat(begun.isHeldBy("one")).isTrue();
        assertThat(begun.isHeldBy("another")).isFalse();
    }

    @Test
    void keepsOthersOutUntilTheLeaseEnds() {
        JournalEntry begun = begun(NONE);

        assertThat(begun.isHeldByAnother("another", NOON.minusMillis(1))).isTrue();
        assertThat(begun.isHeldByAnother("another", NOON)).isFalse();
        assertThat(begun.isHeldByAnother("one", NOON.minusMillis(1))).isFalse();
    }

    @Test
    void countsEveryReplacement() {
        JournalEntry asked = JournalEntry.FIRST.withRequest(NONE, true);
        JournalEntry begun = asked.begin(LEASE, EVERYTHING, NOON);
        JournalEntry proceeding = begun.proceed(begun.version(), SweepHistory.NONE, NOON);

        assertThat(asked.version()).isEqualTo(1);
        assertThat(begun.version()).isEqualTo(2);
        assertThat(proceeding.version()).isEqualTo(3);
        assertThat(end(proceeding, Backlog.NONE).version()).isEqualTo(4);
    }

    @Test
    void countsARunThatDiedDuringASweepAsFailed() {
        JournalEntry died = begun(EVERYTHING);
        JournalEntry stopped = end(died, died.backlog());
        JournalEntry diedWithoutASweep = begun(NONE);

        assertThat(died.begin(NEXT, NONE, NOON).history().consecutiveFailures()).isEqualTo(1);
        assertThat(stopped.begin(NEXT, NONE, NOON).history().consecutiveFailures())
                .isZero();
        assertThat(diedWithoutASweep.begin(NEXT, NONE, NOON).history().consecutiveFailures())
                .isZero();
    }

    @Test
    void continuesWithRequestsMadeDuringTheRun() {
        JournalEntry begun = begun(NONE);
        JournalEntry requested = begun.withRequest(NONE, true).withRequest(EVERYTHING, false);

        JournalEntry proceeding = requested.proceed(begun.version(), SweepHistory.NONE, NOON);

        assertThat(requested.hasRequestsSince(begun.version())).isTrue();
        assertThat(proceeding.hasNotes()).isTrue();
        assertThat(proceeding.backlog().sweeps()).containsOnlyKeys(SweepKind.EVERYTHING);
        assertThat(proceeding.hasRequestsSince(proceeding.version())).isFalse();
        assertThat(proceeding.isHeldBy("one")).isTrue();
    }

    @Test
    void forgetsNotesThatAreDoneAndKeepsThoseAddedDuringTheRun() {
        JournalEntry begun = JournalEntry.FIRST.withRequest(NONE, true).begin(LEASE, NONE, NOON);

        assertThat(begun.hasNotes()).isTrue();
        assertThat(end(begun, Backlog.NONE).hasNotes()).isFalse();
        assertThat(begun.end(begun.version(), Backlog.NONE, true, SweepHistory.NONE)
                        .hasNotes())
                .isTrue();
        assertThat(begun.withRequest(NONE, true)
                        .end(begun.version(), Backlog.NONE, false, SweepHistory.NONE)
                        .hasNotes())
                .isTrue();
    }

    @Test
    void notesCountAsNewOnlyForRunsThatReadBeforeThem() {
        JournalEntry noted = JournalEntry.FIRST.withRequest(NONE, true);
        JournalEntry begun = noted.begin(LEASE, NONE, NOON);
        JournalEntry left = begun.end(begun.version(), Backlog.NONE, true, SweepHistory.NONE);

        assertThat(noted.hasRequestsSince(noted.version() - 1)).isTrue();
        assertThat(noted.hasRequestsSince(noted.version())).isFalse();
        assertThat(end(noted, Backlog.NONE).hasNotes()).isFalse();
        assertThat(left.hasRequestsSince(begun.version())).isTrue();
        assertThat(left.hasRequestsSince(left.version())).isFalse();
    }

    @Test
    void runsARequestedSweepAfterTheOneInProgress() {
        JournalEntry sweeping = begun(EVERYTHING);
        JournalEntry stopped = end(sweeping.withRequest(EVERYTHING, false), sweeping.backlog());

        JournalEntry resumed = stopped.begin(LEASE, NONE, NOON.plusSeconds(60));
        JournalEntry again = resumed.proceed(resumed.version(), SweepHistory.NONE, NOON.plusSeconds(120));

        assertThat(resumed.backlog().sweeps().get(SweepKind.EVERYTHING).startedAt())
                .isEqualTo(NOON);
        assertThat(resumed.hasRequestsSince(resumed.version())).isTrue();
        assertThat(again.backlog().sweeps().get(SweepKind.EVERYTHING).startedAt())
                .isEqualTo(NOON.plusSeconds(120));
        assertThat(again.hasRequestsSince(again.version())).isFalse();
    }

    @Test
    void sweepsChangedPipelinesBesideALongSweepOfEverything() {
        JournalEntry sweeping = begun(EVERYTHING);

        JournalEntry both =
                end(sweeping, sweeping.backlog()).begin(NEXT, Optional.of(SweepKind.CHANGED_PIPELINES), NOON);

        assertThat(both.backlog().sweeps()).containsOnlyKeys(SweepKind.EVERYTHING, SweepKind.CHANGED_PIPELINES);
    }

    private static JournalEntry begun(Optional<SweepKind> sweep) {
        return JournalEntry.FIRST.begin(LEASE, sweep, NOON);
    }

    private static JournalEntry end(JournalEntry entry, Backlog left) {
        return entry.end(entry.version(), left, false, SweepHistory.NONE);
    }
}
