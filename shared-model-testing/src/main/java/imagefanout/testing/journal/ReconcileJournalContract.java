package imagefanout.testing.journal;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Lease;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.SweepProgress;
import imagefanout.model.journal.SweepStage;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.PageToken;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        JournalEntry empty = new JournalEntry(2, Optional.empty(), Backlog.NONE, 0, Set.of(), SweepHistory.NONE);
        journal.replace(JournalEntry.FIRST, full);

        boolean replaced = journal.replace(full, empty);

        assertThat(replaced).isTrue();
        assertThat(journal.read()).isEqualTo(empty);
    }

    @Test
    void keepsAWalkAndASweepThatHaveNotBegunToList() {
        ReconcileJournal journal = journal();
        WalkPosition walk = new WalkPosition(
                GoldenImages.PIPELINE, NOW, Optional.empty(), Optional.empty(), false, new TreeSet<>(), false);
        SweepProgress sweep = new SweepProgress(
                SweepKind.EVERYTHING,
                NOW,
                Optional.empty(),
                SweepStage.ALL_BUILDS,
                Optional.empty(),
                Optional.empty(),
                true,
                false);
        Backlog work = new Backlog(Map.of(SweepKind.EVERYTHING, sweep), Optional.of(walk));
        JournalEntry entry = new JournalEntry(1, Optional.empty(), work, 0, Set.of(), SweepHistory.NONE);

        journal.replace(JournalEntry.FIRST, entry);

        assertThat(journal.read()).isEqualTo(entry);
    }

    @Test
    void replacesOnlyWhatIsStillThere() {
        ReconcileJournal journal = journal();
        JournalEntry one = full(1);
        JournalEntry other = new JournalEntry(1, Optional.empty(), Backlog.NONE, 1, Set.of(), SweepHistory.NONE);
        journal.replace(JournalEntry.FIRST, one);

        boolean replaced = journal.replace(JournalEntry.FIRST, other);

        assertThat(replaced).isFalse();
        assertThat(journal.read()).isEqualTo(one);
    }

    @Test
    void keepsAnyNumberOfNotesByLineage() {
        ReconcileJournal journal = journal();
        List<Note> notes = new ArrayList<>();
        for (int number = 1; number <= 120; number++) {
            PipelineArn pipeline = PipelineArn.parse(GoldenImages.PIPELINE + "-" + number);
            notes.add(new Note(pipeline, WalkDepth.NEWEST, NOW, "one-run"));
        }
        notes.add(new Note(IMAGE, WalkDepth.ALL, NOW, "one-run"));

        journal.add(notes);
        journal.add(notes.subList(0, 3));

        assertThat(journal.notes()).containsExactlyElementsOf(new TreeSet<>(notes));
    }

    @Test
    void removesANoteButNotALaterOneOfTheSameLineage() {
        ReconcileJournal journal = journal();
        Note done = new Note(IMAGE, WalkDepth.ALL, NOW, "one-run");
        Note later = new Note(IMAGE, WalkDepth.ALL, NOW.plusSeconds(1), "one-run");
        Note ofAnother = new Note(IMAGE, WalkDepth.ALL, NOW, "another-run");
        journal.add(List.of(done, later, ofAnother));

        journal.remove(List.of(done));
        journal.remove(List.of());

        assertThat(journal.notes()).containsExactlyInAnyOrder(later, ofAnother);
    }

    @Test
    void keepsWhatTheSweepInProgressHasSeen() {
        ReconcileJournal journal = journal();
        SeenBuilds seen = SeenBuilds.none(NOW);
        seen.add(GoldenImages.build(1).arn());

        journal.keep(SeenBuilds.none(NOW.minusSeconds(60)));
        journal.keep(seen);

        assertThat(journal.seen(NOW).contains(GoldenImages.build(1).arn())).isTrue();
        assertThat(journal.seen(NOW).contains(GoldenImages.build(2).arn())).isFalse();
        assertThat(journal.seen(NOW.minusSeconds(60))
                        .contains(GoldenImages.build(1).arn()))
                .isFalse();
        journal.forgetSeen();
        assertThat(journal.seen(NOW).contains(GoldenImages.build(1).arn())).isFalse();
    }

    @Test
    void keepsTheLastMarkOfEachPipelineOfARegion() {
        ReconcileJournal journal = journal();
        PipelineArn elsewhere = PipelineArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/other");
        Digest first = Digest.of("first").end();
        Digest second = Digest.of("second").end();

        journal.mark(Map.of(GoldenImages.PIPELINE, first, elsewhere, first));
        journal.mark(Map.of(GoldenImages.PIPELINE, second));

        assertThat(journal.marks(GoldenImages.US)).containsOnly(Map.entry(GoldenImages.PIPELINE, second));
        assertThat(journal.marks(GoldenImages.EU)).hasSize(GoldenImages.EU.equals(elsewhere.region()) ? 1 : 0);
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
        SweepProgress sweep = new SweepProgress(
                SweepKind.CHANGED_PIPELINES,
                NOW,
                Optional.of(GoldenImages.US),
                SweepStage.RECORDED,
                Optional.of(new PageToken("page")),
                Optional.of(GoldenImages.PIPELINE),
                false,
                true);
        Backlog work = new Backlog(Map.of(SweepKind.CHANGED_PIPELINES, sweep), Optional.of(walk));
        SweepHistory history = new SweepHistory(Optional.of(NOW.minusSeconds(60)), 3);
        Optional<Lease> lease = Optional.of(new Lease("one-run", NOW.plusSeconds(900)));
        return new JournalEntry(version, lease, work, 1, Set.of(SweepKind.EVERYTHING), history);
    }
}
