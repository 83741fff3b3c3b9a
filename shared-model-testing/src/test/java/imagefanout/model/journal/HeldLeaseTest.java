package imagefanout.model.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeldLeaseTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final int MAX_REPLACEMENTS = 20;

    private final InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
    private final JournalEntry begun =
            JournalEntry.FIRST.begin(new Lease("one", NOON.plus(HeldLease.LENGTH)), Optional.empty(), NOON);
    private final HeldLease lease = new HeldLease(journal, Clock.fixed(NOON, ZoneOffset.UTC), begun);

    @Test
    void anUpdateWinsAtTheLastOfTwentyAttempts() {
        journal.replace(JournalEntry.FIRST, begun);

        JournalEntry updated = updateWhileOthersRequest(MAX_REPLACEMENTS - 1);

        assertThat(journal.read()).isEqualTo(updated);
        assertThat(updated.history()).isEqualTo(SweepHistory.NONE.withFailure());
        assertThat(updated.hasNotes()).as("what the others requested").isTrue();
    }

    @Test
    void anUpdateThatTheOthersNeverLetThroughFails() {
        journal.replace(JournalEntry.FIRST, begun);

        assertThatThrownBy(() -> updateWhileOthersRequest(MAX_REPLACEMENTS))
                .isInstanceOf(JournalContendedException.class);
    }

    /** The others change the entry before each of the first attempts. */
    private JournalEntry updateWhileOthersRequest(int times) {
        int[] left = {times};
        return lease.update(entry -> {
            if (left[0]-- > 0) {
                JournalEntry now = journal.read();
                journal.replace(now, now.withRequest(Optional.empty(), true));
            }
            return entry.end(entry.version(), Backlog.NONE, true, SweepHistory.NONE.withFailure());
        });
    }
}
