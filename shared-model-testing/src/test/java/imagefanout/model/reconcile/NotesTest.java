package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.journal.JournalContendedException;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.WalkDepth;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests for single lineages, which one run leaves to another, beside sweeps. */
final class NotesTest {
    private static final PipelineArn FIRST = pipeline("a");
    private static final PipelineArn SECOND = pipeline("b");

    @Test
    void walksWhatOtherRunsRequestedOnceAndForgetsIt() {
        ReconcileFixture fixture = world(3);
        leaves(fixture, FIRST, WalkDepth.ALL);
        leaves(fixture, SECOND, WalkDepth.ALL);

        Reconciled result = fixture.runs(new Scope.Resume());
        Reconciled next = fixture.runs(new Scope.Resume());

        assertThat(lineages(result)).containsExactly(FIRST.toString(), SECOND.toString());
        assertThat(fixture.states()).hasSize(6);
        assertThat(fixture.journal.notes()).isEmpty();
        assertThat(fixture.calls("ReconcileJournal.remove")).isEqualTo(1);
        assertThat(next.outcome()).isEqualTo(ReconcileOutcome.NOTHING_TO_DO);
    }

    @Test
    void forgetsWhatIsDoneAndKeepsTheRestWhenTimeRunsOut() {
        ReconcileFixture fixture = world(10);
        leaves(fixture, FIRST, WalkDepth.ALL);
        leaves(fixture, SECOND, WalkDepth.ALL);
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofMinutes(2) : Duration.ZERO);

        Reconciled first = fixture.runs(new Scope.Resume());
        List<Lineage> left = fixture.journal.notes().stream().map(Note::lineage).toList();
        Reconciled second = fixture.runs(new Scope.Resume());

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(left).containsExactly(SECOND);
        assertThat(lineages(second)).containsExactly(SECOND.toString());
        assertThat(fixture.states()).hasSize(20);
    }

    @Test
    void keepsWhatItHasNotReadYetWhenARunFails() {
        ReconcileFixture fixture = world(1);
        leaves(fixture, FIRST, WalkDepth.ALL);
        fixture.fail("ReconcileJournal.notes"::equals, new StorageException("no answer", null));

        assertThatExceptionOfType(ReconcileAbortedException.class)
                .isThrownBy(() -> fixture.runs(new Scope.Resume()))
                .satisfies(aborted ->
                        assertThat(aborted.history().consecutiveFailures()).isZero());
        fixture.interruption = call -> {};
        Reconciled next = fixture.runs(new Scope.Resume());

        assertThat(lineages(next)).containsExactly(FIRST.toString());
    }

    @Test
    void forgetsWhatIsDoneBeforeASweepThatDies() {
        ReconcileFixture fixture = world(1);
        leaves(fixture, FIRST, WalkDepth.ALL);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.pipelines")) {
                ReconcileFixture.raise(new OutOfMemoryError("died"));
            }
        };

        catchThrowable(fixture::sweeps);

        assertThat(fixture.journal.notes()).isEmpty();
    }

    @Test
    void comparesOnlyTheNewestBuildsUnlessOneRequestIsForAll() {
        ReconcileFixture fixture = world(10);
        fixture.sweeps();
        fixture.calls.clear();
        leaves(fixture, FIRST, WalkDepth.NEWEST);

        fixture.runs(new Scope.SomeLineages(Set.of(FIRST), WalkDepth.NEWEST));
        long newest = fixture.calls("ImageListing.");
        leaves(fixture, FIRST, WalkDepth.ALL);
        fixture.runs(new Scope.SomeLineages(Set.of(FIRST), WalkDepth.NEWEST));

        assertThat(newest).isEqualTo(3);
        assertThat(fixture.calls("ImageListing.")).isEqualTo(3 + 5);
    }

    @Test
    void continuesWhereItStoppedBeforeItWalksAnotherLineage() {
        ReconcileFixture fixture = world(40);
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);
        Reconciled first = fixture.runs(new Scope.SomeLineages(Set.of(SECOND)));
        fixture.interruption = call -> {};
        fixture.calls.clear();

        Reconciled second = fixture.runs(new Scope.SomeLineages(Set.of(FIRST)));

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(lineages(second)).containsExactly(SECOND.toString(), FIRST.toString());
        assertThat(fixture.calls("ImageListing.")).isLessThan(20 + 20 - 10);
        assertThat(fixture.states()).hasSize(80);
    }

    @Test
    void aSweepContinuesItsWalkAfterTheWalkOfAnotherLineage() {
        ReconcileFixture fixture = world(40);
        fixture.runs(new Scope.SomeLineages(Set.of(SECOND)));
        fixture.service.remove(build(SECOND, 40));
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);
        Reconciled first = fixture.sweeps();
        fixture.interruption = call -> {};
        fixture.calls.clear();

        Reconciled second = fixture.runs(new Scope.SomeLineages(Set.of(FIRST)));

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(lineages(second)).containsSubsequence(FIRST.toString(), SECOND.toString());
        assertThat(walked(second, FIRST).listed()).isEqualTo(40);
        assertThat(walked(second, SECOND).listed()).isBetween(1, 20);
        assertThat(fixture.state(build(SECOND, 40))).contains(ImageState.GONE);
        assertThat(fixture.states()).hasSize(80);
    }

    /** The sweep begins after the walk of a note that an earlier run had begun, and compares the whole lineage again. */
    @Test
    void aSweepDoesNotBeginWhereAFinishedWalkOnceStopped() {
        ReconcileFixture fixture = world(40);
        fixture.runs(new Scope.SomeLineages(Set.of(FIRST)));
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);
        fixture.runs(new Scope.SomeLineages(Set.of(FIRST)));
        ImageBuildArn changed = build(FIRST, 1);
        fixture.interruption = call -> {
            if (call.equals("Retention.finishRemovals")) {
                fixture.service.put(GoldenImages.build(1)
                        .named(changed)
                        .of(FIRST)
                        .in(ImageState.DISABLED)
                        .described());
            }
        };

        Reconciled second = fixture.sweeps();

        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.state(changed)).contains(ImageState.DISABLED);
        assertThat(lineages(second).stream().filter(FIRST.toString()::equals)).hasSize(2);
        assertThat(second.lineages().get(1).listed()).isEqualTo(40);
    }

    @Test
    void leavesLateRequestsToTheNextRunWhenNoTimeIsLeft() {
        ReconcileFixture fixture = world(3);
        boolean[] requested = {false};
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && !requested[0]) {
                requested[0] = true;
                fixture.passes(Duration.ofSeconds(90));
                fixture.runs(new Scope.SomeLineages(Set.of(SECOND)), "another-run");
                fixture.passes(Duration.ofSeconds(14 * 60 - 90));
            }
        };
        fixture.listsAtMost(25);

        Reconciled first = fixture.runs(new Scope.SomeLineages(Set.of(FIRST), WalkDepth.NEWEST));
        JournalEntry between = fixture.journal.read();
        Reconciled second = fixture.runs(new Scope.Resume());

        assertThat(lineages(first)).containsExactly(FIRST.toString());
        assertThat(between.lease()).isEmpty();
        assertThat(between.hasNotes()).isTrue();
        assertThat(lineages(second)).contains(SECOND.toString());
    }

    @Test
    void givesUpWhenOthersKeepChangingTheJournal() {
        ReconcileFixture fixture = world(1);
        fixture.interruption = call -> {
            if (call.equals("ReconcileJournal.replace")) {
                JournalEntry entry = fixture.journal.read();
                fixture.journal.replace(entry, entry.withRequest(Optional.empty(), false));
            }
        };

        assertThatExceptionOfType(JournalContendedException.class).isThrownBy(fixture::sweeps);

        assertThat(fixture.calls("ReconcileJournal.replace")).isEqualTo(20);
    }

    @Test
    void anAbortedRunReportsWhyItsLeaseCouldNotBeReturned() {
        ReconcileFixture fixture = world(1);
        fixture.interruption = call -> {
            if (call.equals("ImageCatalog.pipelines")) {
                throw new StorageException("no catalog", null);
            }
            if (call.equals("ReconcileJournal.replace") && fixture.calls(call) == 2) {
                throw new StorageException("no journal", null);
            }
        };

        assertThatExceptionOfType(ReconcileAbortedException.class)
                .isThrownBy(fixture::sweeps)
                .satisfies(aborted -> {
                    assertThat(aborted).hasRootCauseMessage("no catalog");
                    assertThat(aborted.getSuppressed()).singleElement().satisfies(second -> assertThat(second)
                            .hasMessage("no journal"));
                });
    }

    private static List<String> lineages(Reconciled result) {
        return result.lineages().stream().map(LineageReport::lineage).toList();
    }

    private static LineageReport walked(Reconciled result, Lineage lineage) {
        return result.lineages().stream()
                .filter(report -> report.isOn(lineage))
                .findFirst()
                .orElseThrow();
    }

    /** As a run leaves its request to another one that has the lease. */
    private static void leaves(ReconcileFixture fixture, Lineage lineage, WalkDepth depth) {
        fixture.journal.add(Set.of(new Note(lineage, depth, fixture.now(), "another-run")));
        JournalEntry entry = fixture.journal.read();
        fixture.journal.replace(entry, entry.withRequest(Optional.empty(), true));
    }

    /** Two pipelines with builds that are not recorded, in lists of two. */
    private static ReconcileFixture world(int builds) {
        ReconcileFixture fixture = new ReconcileFixture();
        for (PipelineArn pipeline : List.of(FIRST, SECOND)) {
            for (int number = 1; number <= builds; number++) {
                fixture.service.put(GoldenImages.build(number)
                        .named(build(pipeline, number))
                        .of(pipeline)
                        .described());
            }
        }
        return fixture;
    }

    private static PipelineArn pipeline(String name) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
    }

    private static ImageBuildArn build(PipelineArn pipeline, int number) {
        String name = pipeline.toString().substring(pipeline.toString().lastIndexOf('/') + 1);
        return ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name + "/1.0.0/" + number);
    }
}
