package imagefanout.testing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.reconcile.ReconcileOutcome;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.image.InMemoryImageBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One reconcile repairs the catalog after any sequence of messages.
 *
 * <p>Three builds change once each. Every sequence of up to four deliveries is tried. Each delivery is for one of the builds, and
 * its recorder calls GetImage before or after the change. This covers lost, duplicate and reordered messages, and slow recorders
 * that write outdated states.
 */
public abstract class DeliverySequencesContract {
    /** 100 hours after the first golden images were built: later than every time in them. */
    protected static final Instant START = Instant.parse("2026-01-05T04:00:00Z");

    private static final int MOST_DELIVERIES = 4;

    private static final List<GoldenImages> BEFORE = List.of(
            GoldenImages.fiveAmis(1),
            GoldenImages.fiveAmis(2).failedFor(GoldenImages.EU, GoldenImages.PROD),
            GoldenImages.fiveAmis(3));
    private static final ImageBuildArn THIRD = BEFORE.get(2).arn();

    private record Delivery(int build, boolean askedBeforeTheChange) {}

    /** Where a catalog and the reconcile's journal are kept. */
    protected interface Store {
        ImageCatalog catalog();

        ReconcileJournal journal();

        /** Everything that is stored, without the times that differ between runs. */
        List<String> items();
    }

    protected abstract Store emptyStore();

    @Test
    final void reconcilesToTheSameTableAsARunWithoutFaults() {
        // The first is deprecated, the failed one succeeds at a retry, the third is deleted and still shown.
        List<GoldenImages> after = List.of(
                GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED),
                GoldenImages.fiveAmis(2),
                GoldenImages.fiveAmis(3).in(ImageState.DELETED));
        Participants clean = new Participants();
        clean.shows(after);
        after.forEach(image -> clean.delivered(image.arn()));
        Reconciled nothingToMend = clean.sweeps();
        assertThat(nothingToMend.buildsRepaired()).isZero();
        List<String> expected = clean.store.items();

        List<List<Delivery>> sequences = sequences(MOST_DELIVERIES);

        assertThat(sequences).hasSize(1 + 6 + 36 + 216 + 1296);
        for (List<Delivery> sequence : sequences) {
            Participants world = new Participants();
            world.shows(after);
            world.delivers(sequence);
            Reconciled result = world.sweeps();
            assertThat(result.failed()).as("%s", sequence).isEmpty();
            assertThat(world.store.items()).as("%s", sequence).isEqualTo(expected);
        }
    }

    @Test
    final void recordsABuildWithoutAnyTraceAsGoneAndKeepsItsCopies() {
        // The third no longer exists: no list shows it, and GetImage does not know it.
        List<GoldenImages> after = List.of(BEFORE.get(0), GoldenImages.fiveAmis(2));
        Participants seen = new Participants();
        seen.shows(BEFORE);
        BEFORE.forEach(image -> seen.delivered(image.arn()));
        seen.service.remove(THIRD);
        seen.shows(after);
        seen.sweeps();
        Participants unseen = new Participants();
        unseen.shows(after);
        after.forEach(image -> unseen.delivered(image.arn()));
        unseen.sweeps();
        List<String> withIt = seen.store.items();
        List<String> withoutIt = unseen.store.items();

        for (List<Delivery> sequence : sequences(MOST_DELIVERIES)) {
            Participants world = new Participants();
            world.shows(after);
            world.delivers(sequence);
            Reconciled result = world.sweeps();
            assertThat(result.failed()).as("%s", sequence).isEmpty();
            boolean wasSeen = sequence.contains(new Delivery(2, true));
            assertThat(world.store.items()).as("%s", sequence).isEqualTo(wasSeen ? withIt : withoutIt);
        }
        RecordedImage gone = seen.store.catalog().image(THIRD).orElseThrow();
        assertThat(gone.recorded().build().state()).isEqualTo(ImageState.GONE);
        assertThat(gone.recorded().counts().recorded()).isEqualTo(5);
        assertThat(withoutIt).isNotEqualTo(withIt);
    }

    @Test
    final void reconcilesABuildThatCannotBeReadWholeAndAnArnThatIsBuiltAgain() {
        // The first has two AMIs of one copy, the second a failed AMI, and the third's ARN is built again.
        List<GoldenImages> after = List.of(
                GoldenImages.fiveAmis(1).withTwoAmis(GoldenImages.EU, GoldenImages.PROD),
                GoldenImages.fiveAmis(2).withAmi(GoldenImages.US, GoldenImages.PROD, ImageState.FAILED),
                GoldenImages.fiveAmis(3).builtAgain());
        for (List<Delivery> sequence : sequences(MOST_DELIVERIES - 1)) {
            Participants world = new Participants();
            world.shows(after);
            world.delivers(sequence);
            Reconciled result = world.sweeps();
            assertThat(result.failed()).as("%s", sequence).isEmpty();
            for (GoldenImages image : after) {
                RecordedImage recorded =
                        world.store.catalog().image(image.arn()).orElseThrow();
                ImageSnapshot expected = ImageSnapshot.of(START, image.described());
                assertThat(recorded.recorded().build()).as("%s", sequence).isEqualTo(expected.build());
                assertThat(recorded.fanOut()).as("%s", sequence).isEqualTo(expected.fanOut());
            }
            boolean wasSeen = sequence.stream()
                    .filter(delivery -> delivery.build() == 2)
                    .findFirst()
                    .filter(Delivery::askedBeforeTheChange)
                    .isPresent();
            AmiId dead = BEFORE.get(2).ami(GoldenImages.EU, GoldenImages.PROD);
            assertThat(world.store.catalog().origin(dead).isPresent())
                    .as("%s", sequence)
                    .isEqualTo(wasSeen);
        }
    }

    private static List<List<Delivery>> sequences(int most) {
        List<List<Delivery>> all = new ArrayList<>();
        List<List<Delivery>> longest = List.of(List.of());
        all.addAll(longest);
        for (int length = 1; length <= most; length++) {
            List<List<Delivery>> longer = new ArrayList<>();
            for (List<Delivery> sequence : longest) {
                for (int build = 0; build < BEFORE.size(); build++) {
                    for (boolean before : List.of(true, false)) {
                        List<Delivery> more = new ArrayList<>(sequence);
                        more.add(new Delivery(build, before));
                        longer.add(more);
                    }
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    /** A service, a store, and a clock that advances one millisecond with each reading. */
    private final class Participants {
        private final InMemoryImageBuilder service = new InMemoryImageBuilder();
        private final Store store = emptyStore();
        private Instant now = START;
        private final InstantSource time = () -> now = now.plusMillis(1);
        private final Clock clock = time.withZone(ZoneOffset.UTC);
        private final RecordImage recordImage = new RecordImage(service, store.catalog(), clock);

        private void shows(List<GoldenImages> images) {
            images.forEach(image -> service.put(image.described()));
        }

        private void delivered(ImageBuildArn build) {
            recordImage.record(build);
        }

        private void delivers(List<Delivery> sequence) {
            Instant beforeTheChange = START.minusSeconds(60);
            for (int i = 0; i < sequence.size(); i++) {
                Delivery delivery = sequence.get(i);
                DescribedImage before = BEFORE.get(delivery.build()).described();
                if (delivery.askedBeforeTheChange()) {
                    store.catalog().record(ImageSnapshot.of(beforeTheChange.plusSeconds(i), before));
                    continue;
                }
                try {
                    delivered(before.build().arn());
                } catch (UnknownResourceException e) {
                    // In record-image, the message would go to the dead-letter queue.
                    assertThat(before.build().arn()).isEqualTo(THIRD);
                }
            }
        }

        private Reconciled sweeps() {
            ReconcileSettings settings = new ReconcileSettings(
                    Set.of(GoldenImages.US), 2, Duration.ofMinutes(1), Duration.ofSeconds(20), Optional.empty());
            Retention unused = new InMemoryImageCatalog();
            Reconciled result = new ReconcilePipelines(
                            service,
                            recordImage,
                            store.catalog(),
                            unused,
                            new RemoveOldBuilds(store.catalog(), unused, new InMemoryChannels(), clock),
                            store.journal(),
                            clock,
                            () -> Duration.ofMinutes(15),
                            pause -> {},
                            settings)
                    .reconcile(new Scope.AllLineages(), "run");
            assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
            return result;
        }
    }
}
