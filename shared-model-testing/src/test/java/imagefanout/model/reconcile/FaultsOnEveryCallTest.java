package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.HeldLease;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reconciles a catalog with every kind of difference (missing, changed and deleted builds, a deleted pipeline, an image without
 * a pipeline) and lets each call of the run fail once.
 */
final class FaultsOnEveryCallTest {
    private static final ImageBuildArn GONE = GoldenImages.build(9).arn();
    private static final ImageBuildArn UNLISTED = GoldenImages.build(8).arn();

    /** Whether Image Builder lists all builds at once. */
    enum ListOfAllBuilds {
        OFFERED,
        REFUSED
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromARefusedListInTheNextRun(ListOfAllBuilds list) {
        Map<ImageBuildArn, RecordedImage> expected = clean(list);
        int calls = callsOf(list, "ImageListing.");

        assertThat(calls).isGreaterThanOrEqualTo(6);
        for (int call = 0; call < calls; call++) {
            ReconcileFixture fixture = wrongInEveryWay(list);
            Set<ImageBuildArn> recordedBefore = new HashSet<>(fixture.table().keySet());
            failAt(fixture, "ImageListing.", call, () -> new ImageBuilderException("refused", null));

            Reconciled faulty = fixture.sweeps();
            if (faulty.failed().isEmpty()) {
                assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
            }
            assertThat(fixture.table().keySet()).as("call %s", call).containsAll(recordedBefore);
            recordsAsDeletedOnlyWhatNoLongerExists(fixture);

            Reconciled next = fixture.sweeps();
            assertThat(next.failed()).as("call %s", call).isEmpty();
            assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void continuesAfterAFailedGetImageAndRepairsTheBuildInTheNextRun(ListOfAllBuilds list) {
        everyCallFailing(list, "ImageBuilder.", () -> new ImageBuilderException("no answer", null));
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromACatalogFailureInTheNextRun(ListOfAllBuilds list) {
        everyCallFailing(list, "ImageCatalog.", () -> new StorageException("no answer", null));
    }

    /** What an earlier run has left half removed must be finished by any sweep, and must not stop one. */
    @ParameterizedTest
    @EnumSource
    void sweepsThoughRemovalsCannotBeFinished(ListOfAllBuilds list) {
        ReconcileFixture fixture = wrongInEveryWay(list);
        failAt(fixture, "Retention.finishRemovals", 0, () -> new StorageException("no answer", null));

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).singleElement().satisfies(report -> {
            assertThat(report.lineage()).isEqualTo("removals");
            assertThat(report.outcome()).isEqualTo(LineageOutcome.FAILED);
            assertThat(report.failures()).containsExactly("removals not finished: no answer");
        });
        assertThat(fixture.table()).isEqualTo(clean(list));
        fixture.calls.clear();
        fixture.runs(new Scope.ChangedPipelines());
        assertThat(fixture.calls).contains("Retention.finishRemovals");
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromAJournalFailureInTheNextRun(ListOfAllBuilds list) {
        everyCallFailing(list, "ReconcileJournal.", () -> new StorageException("no answer", null));
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromARunThatDiedAnywhereOnceItsLeaseExpired(ListOfAllBuilds list) {
        Map<ImageBuildArn, RecordedImage> expected = clean(list);
        int calls = callsOf(list, "");

        for (int call = 1; call < calls; call++) {
            ReconcileFixture fixture = wrongInEveryWay(list);
            failAt(fixture, "", call, ReconcileFixture.Killed::new);

            Throwable death = catchThrowable(fixture::sweeps);
            assertThat(death).as("call %s", call).isInstanceOf(ReconcileFixture.Killed.class);
            recordsAsDeletedOnlyWhatNoLongerExists(fixture);
            boolean begun = fixture.journal.read().lease().isPresent();
            assertThat(fixture.runs(new Scope.Resume()).lineages())
                    .as("call %s", call)
                    .isEmpty();

            fixture.passes(HeldLease.LENGTH);
            Reconciled next = begun ? fixture.runs(new Scope.Resume()) : fixture.sweeps();
            assertThat(next.failed()).as("call %s", call).isEmpty();
            assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
            assertThat(fixture.journal.read().backlog()).isEqualTo(Backlog.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retriesAThrottledCall(ListOfAllBuilds list) {
        Map<ImageBuildArn, RecordedImage> expected = clean(list);
        int calls = callsOf(list, "Image");

        for (int call = 0; call < calls; call++) {
            ReconcileFixture fixture = wrongInEveryWay(list);
            AtomicInteger count = new AtomicInteger();
            int at = call;
            fixture.interruption = name -> {
                boolean asksTheService = name.startsWith("ImageListing.") || name.startsWith("ImageBuilder.");
                if (asksTheService && count.getAndIncrement() == at) {
                    throw new ThrottledException("too many", null);
                }
            };

            Reconciled result = fixture.sweeps();
            assertThat(result.failed()).as("call %s", call).isEmpty();
            assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
            assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void restartsTheListAfterAStalePageToken(ListOfAllBuilds list) {
        everyPageInterrupted(list, () -> new StalePageException("stale", null));
    }

    @ParameterizedTest
    @EnumSource
    void requestsSmallerPagesAfterOneThatIsTooLarge(ListOfAllBuilds list) {
        everyPageInterrupted(list, () -> new PageTooLargeException("too large", null));
    }

    private static void everyPageInterrupted(ListOfAllBuilds list, Supplier<RuntimeException> fault) {
        Map<ImageBuildArn, RecordedImage> expected = clean(list);
        int calls = callsOf(list, list == ListOfAllBuilds.OFFERED ? "ImageListing.allBuilds" : "ImageListing.builds");

        for (int call = 0; call < calls; call++) {
            ReconcileFixture fixture = wrongInEveryWay(list);
            failAt(
                    fixture,
                    list == ListOfAllBuilds.OFFERED ? "ImageListing.allBuilds" : "ImageListing.builds",
                    call,
                    fault);

            Reconciled result = fixture.sweeps();
            recordsAsDeletedOnlyWhatNoLongerExists(fixture);
            // The first page has no token, so the list cannot restart.
            if (!result.failed().isEmpty()) {
                fixture.sweeps();
            }
            assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
        }
    }

    private static void everyCallFailing(ListOfAllBuilds list, String calls, Supplier<RuntimeException> fault) {
        Map<ImageBuildArn, RecordedImage> expected = clean(list);
        int count = callsOf(list, calls);

        for (int call = 0; call < count; call++) {
            ReconcileFixture fixture = wrongInEveryWay(list);
            failAt(fixture, calls, call, fault);

            Throwable broken = catchThrowable(() -> {
                Reconciled result = fixture.sweeps();
                assertThat(result.failed()).as("%s", result).isNotEmpty();
            });
            assertThat(broken == null
                            || broken instanceof StorageException
                            || broken instanceof ReconcileAbortedException)
                    .as("call %s: %s", call, broken)
                    .isTrue();
            recordsAsDeletedOnlyWhatNoLongerExists(fixture);

            fixture.passes(Duration.ofMinutes(17));
            Reconciled next = fixture.sweeps();
            assertThat(next.failed()).as("call %s", call).isEmpty();
            assertThat(fixture.table()).as("call %s", call).isEqualTo(expected);
        }
    }

    private static void failAt(ReconcileFixture fixture, String prefix, int at, Supplier<? extends Throwable> fault) {
        AtomicInteger count = new AtomicInteger();
        fixture.interruption = call -> {
            if (call.startsWith(prefix) && count.getAndIncrement() == at) {
                ReconcileFixture.raise(fault.get());
            }
        };
    }

    private static void recordsAsDeletedOnlyWhatNoLongerExists(ReconcileFixture fixture) {
        fixture.table().forEach((arn, image) -> {
            if (!arn.equals(GONE)) {
                assertThat(image.recorded().build().state()).isNotIn(ImageState.DELETED, ImageState.GONE);
            }
        });
    }

    private static int callsOf(ListOfAllBuilds list, String prefix) {
        ReconcileFixture fixture = wrongInEveryWay(list);
        fixture.sweeps();
        return (int) fixture.calls(prefix);
    }

    private static Map<ImageBuildArn, RecordedImage> clean(ListOfAllBuilds list) {
        ReconcileFixture fixture = wrongInEveryWay(list);
        fixture.sweeps();
        assertThat(fixture.state(GONE)).contains(ImageState.GONE);
        assertThat(fixture.state(UNLISTED)).contains(ImageState.AVAILABLE);
        return fixture.table();
    }

    private static ReconcileFixture wrongInEveryWay(ListOfAllBuilds list) {
        ReconcileFixture fixture =
                list == ListOfAllBuilds.OFFERED ? ReconcileFixture.withListOfAllBuilds() : new ReconcileFixture();
        for (int number = 1; number <= 9; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
        }
        for (int recorded : new int[] {1, 2, 3, 8, 9}) {
            fixture.delivered(GoldenImages.build(recorded).arn());
        }
        ImageBuildArn lone = GoldenImages.build(20).arn();
        fixture.service.put(GoldenImages.build(20).named(lone).withoutPipeline().described());
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DEPRECATED).described());
        fixture.service.unlist(UNLISTED);
        fixture.service.remove(GONE);
        fixture.calls.clear();
        return fixture;
    }
}
