package imagefanout.testing;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.listing.PageToken;
import imagefanout.model.reconcile.Backlog;
import imagefanout.model.reconcile.FullSweep;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.Lease;
import imagefanout.model.reconcile.ReconcileJournal;
import imagefanout.model.reconcile.SweepHistory;
import imagefanout.model.reconcile.WalkPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every {@link ReconcileJournal} promises. */
public abstract class ReconcileJournalContract {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
    private static final ImageArn IMAGE = GoldenImages.build(1).arn().image();

    /** An empty journal. */
    protected abstract ReconcileJournal journal();

    @Test
    void beginsWithTheFirstEntry() {
        ReconcileJournal journal = journal();

        JournalEntry entry = journal.read();

        assertThat(entry).isEqualTo(JournalEntry.FIRST);
    }

    @Test
    void keepsAnEntryWithEverythingInIt() {
        ReconcileJournal journal = journal();
        JournalEntry full = full(1);

        boolean replaced = journal.replace(JournalEntry.FIRST, full);

        assertThat(replaced).isTrue();
        assertThat(journal.read()).isEqualTo(full);
    }

    @Test
    void keepsAnEntryWithNothingInIt() {
        ReconcileJournal journal = journal();
        JournalEntry full = full(1);
        JournalEntry empty = new JournalEntry(2, Optional.empty(), Backlog.NONE, none(), false, SweepHistory.NONE);
        journal.replace(JournalEntry.FIRST, full);

        boolean replaced = journal.replace(full, empty);

        assertThat(replaced).isTrue();
        assertThat(journal.read()).isEqualTo(empty);
    }

    @Test
    void keepsAWalkThatHasNotBegunToList() {
        ReconcileJournal journal = journal();
        WalkPosition walk = new WalkPosition(
                GoldenImages.PIPELINE, NOW, Optional.empty(), Optional.empty(), false, new TreeSet<>(), false);
        Backlog work = new Backlog(lineages(GoldenImages.PIPELINE), Optional.empty(), Optional.of(walk));
        JournalEntry entry = new JournalEntry(1, Optional.empty(), work, none(), false, SweepHistory.NONE);

        journal.replace(JournalEntry.FIRST, entry);

        assertThat(journal.read()).isEqualTo(entry);
    }

    @Test
    void replacesOnlyWhatIsStillThere() {
        ReconcileJournal journal = journal();
        JournalEntry one = full(1);
        JournalEntry other = new JournalEntry(1, Optional.empty(), Backlog.NONE, none(), true, SweepHistory.NONE);
        journal.replace(JournalEntry.FIRST, one);

        boolean replaced = journal.replace(JournalEntry.FIRST, other);

        assertThat(replaced).isFalse();
        assertThat(journal.read()).isEqualTo(one);
    }

    private static JournalEntry full(long version) {
        SortedSet<ImageBuildArn> unseen = new TreeSet<>(
                Set.of(GoldenImages.build(7).arn(), GoldenImages.build(8).arn()));
        WalkPosition walk = new WalkPosition(
                IMAGE,
                NOW,
                Optional.of(ImageVersionArn.parse(IMAGE + "/1.0.0")),
                Optional.of(new PageToken("t".repeat(2000))),
                true,
                unseen,
                true);
        FullSweep sweep = new FullSweep(Optional.of(GoldenImages.PIPELINE), true);
        Backlog work = new Backlog(lineages(IMAGE), Optional.of(sweep), Optional.of(walk));
        SweepHistory history = new SweepHistory(Optional.of(NOW.minusSeconds(60)), 3);
        Optional<Lease> lease = Optional.of(new Lease("one-run", NOW.plusSeconds(900)));
        return new JournalEntry(version, lease, work, lineages(GoldenImages.PIPELINE, IMAGE), true, history);
    }

    private static SortedSet<Lineage> none() {
        return lineages();
    }

    private static SortedSet<Lineage> lineages(Lineage... lineages) {
        TreeSet<Lineage> sorted = new TreeSet<>(Backlog.BY_ARN);
        sorted.addAll(Set.of(lineages));
        return sorted;
    }
}
