package imagefanout.testing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordedBuild;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * One reconcile repairs the catalog after any sequence of messages.
 *
 * <p>Three builds change once each. Every sequence of up to four deliveries is tried. Each delivery is for one of the builds, and
 * its recorder calls GetImage before or after the change. This covers lost, duplicate and reordered messages, and slow recorders
 * that write outdated states. Sequences share the deliveries that they begin with, and those that store the same items share
 * the reconcile.
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

    private static final Retention NOTHING_TO_RETAIN = new Retention() {
        @Override
        public boolean expireCopies(ImageBuildArn arn) {
            throw new IllegalStateException("nothing is to expire: " + arn);
        }

        @Override
        public Set<ImageBuildArn> remove(List<RecordedBuild> builds, Instant at, Supplier<Set<ImageBuildArn>> inUse) {
            throw new IllegalStateException("nothing is to remove: " + builds);
        }

        @Override
        public void finishRemovals() {
            // Each sweep calls this, whether anything was removed or not.
        }
    };

    private record Delivery(int build, boolean askedBeforeTheChange) {}

    /** Where a catalog and the reconcile's journal are kept. */
    protected interface Store {
        ImageCatalog catalog();

        ReconcileJournal journal();

        /** Everything that is stored, without the times that differ between runs. */
        List<String> items();

        /** A store of its own with the same items. */
        Store copy();

        /** Everything that is stored, times included: equal for stores with equal items, now and later. */
        Object contents();
    }

    /** A sequence, and the reconciled store that it leads to. */
    private record Played(List<Delivery> sequence, Participants world, List<String> items) {}

    protected abstract Store emptyStore();

    @Test
    final void reconcilesToTheSameTableAsARunWithoutFaults() {
        // The first is deprecated, the failed one succeeds at a retry, the third is deleted and still shown.
        List<GoldenImages> after = List.of(
                GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED),
                GoldenImages.fiveAmis(2),
                GoldenImages.fiveAmis(3).in(ImageState.DELETED));
        Participants clean = new Participants(emptyStore());
        clean.shows(after);
        after.forEach(image -> clean.delivered(image.arn()));
        Reconciled nothingToMend = clean.sweeps();
        assertThat(nothingToMend.buildsRepaired()).isZero();
        List<String> expected = clean.store.items();

        List<Played> all = afterEverySequence(MOST_DELIVERIES, after);

        assertThat(all).hasSize(1 + 6 + 36 + 216 + 1296);
        for (Played played : all) {
            assertThat(played.items()).as("%s", played.sequence()).isEqualTo(expected);
        }
    }

    @Test
    final void recordsABuildWithoutAnyTraceAsGoneAndKeepsItsCopies() {
        // The third no longer exists: no list shows it, and GetImage does not know it.
        List<GoldenImages> after = List.of(BEFORE.get(0), GoldenImages.fiveAmis(2));
        Participants seen = new Participants(emptyStore());
        seen.shows(BEFORE);
        BEFORE.forEach(image -> seen.delivered(image.arn()));
        seen.service.remove(THIRD);
        seen.shows(after);
        seen.sweeps();
        Participants unseen = new Participants(emptyStore());
        unseen.shows(after);
        after.forEach(image -> unseen.delivered(image.arn()));
        unseen.sweeps();
        List<String> withIt = seen.store.items();
        List<String> withoutIt = unseen.store.items();

        for (Played played : afterEverySequence(MOST_DELIVERIES, after)) {
            boolean wasSeen = played.sequence().contains(new Delivery(2, true));
            assertThat(played.items()).as("%s", played.sequence()).isEqualTo(wasSeen ? withIt : withoutIt);
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
        for (Played played : afterEverySequence(MOST_DELIVERIES - 1, after)) {
            List<Delivery> sequence = played.sequence();
            ImageCatalog catalog = played.world().store.catalog();
            for (GoldenImages image : after) {
                RecordedImage recorded = catalog.image(image.arn()).orElseThrow();
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
            assertThat(catalog.origin(dead).isPresent()).as("%s", sequence).isEqualTo(wasSeen);
        }
    }

    private List<Played> afterEverySequence(int most, List<GoldenImages> shown) {
        List<Played> all = new ArrayList<>();
        Participants none = new Participants(emptyStore());
        none.shows(shown);
        play(none, List.of(), most, new HashMap<>(), all);
        return all;
    }

    private void play(
            Participants world, List<Delivery> sequence, int most, Map<Object, Played> reconciled, List<Played> all) {
        Played played =
                reconciled.computeIfAbsent(world.store.contents(), unseen -> reconciled(world.copy(), sequence));
        all.add(new Played(sequence, played.world(), played.items()));
        if (sequence.size() == most) {
            return;
        }
        for (int build = 0; build < BEFORE.size(); build++) {
            for (boolean before : List.of(true, false)) {
                Delivery delivery = new Delivery(build, before);
                Participants next = world.copy();
                next.delivers(delivery, sequence.size());
                List<Delivery> longer = new ArrayList<>(sequence);
                longer.add(delivery);
                play(next, longer, most, reconciled, all);
            }
        }
    }

    private static Played reconciled(Participants world, List<Delivery> sequence) {
        assertThat(world.sweeps().failed()).as("%s", sequence).isEmpty();
        return new Played(sequence, world, world.store.items());
    }

    /** A service, a store, and a clock that advances one millisecond with each reading. */
    private static final class Participants {
        private final InMemoryImageBuilder service;
        private final Store store;
        private Instant now;
        private final InstantSource time = () -> now = now.plusMillis(1);
        private final Clock clock = time.withZone(ZoneOffset.UTC);
        private final RecordImage recordImage;

        private Participants(Store store) {
            this(new InMemoryImageBuilder(), store, START);
        }

        private Participants(InMemoryImageBuilder service, Store store, Instant now) {
            this.service = service;
            this.store = store;
            this.now = now;
            this.recordImage = new RecordImage(service, store.catalog(), clock);
        }

        /** The same at this point, with a store of its own. */
        private Participants copy() {
            return new Participants(service, store.copy(), now);
        }

        private void shows(List<GoldenImages> images) {
            images.forEach(image -> service.put(image.described()));
        }

        private void delivered(ImageBuildArn build) {
            recordImage.record(build);
        }

        private void delivers(Delivery delivery, int position) {
            DescribedImage before = BEFORE.get(delivery.build()).described();
            if (delivery.askedBeforeTheChange()) {
                Instant askedAt = START.minusSeconds(60).plusSeconds(position);
                store.catalog().record(ImageSnapshot.of(askedAt, before));
                return;
            }
            try {
                delivered(before.build().arn());
            } catch (UnknownResourceException e) {
                // In record-image, the message would go to the dead-letter queue.
                assertThat(before.build().arn()).isEqualTo(THIRD);
            }
        }

        private Reconciled sweeps() {
            ReconcileSettings settings = new ReconcileSettings(
                    Set.of(GoldenImages.US),
                    2,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(20),
                    Optional.empty(),
                    Optional.empty());
            Reconciled result = new ReconcilePipelines(
                            service,
                            recordImage,
                            store.catalog(),
                            NOTHING_TO_RETAIN,
                            new RemoveOldBuilds(store.catalog(), NOTHING_TO_RETAIN, new InMemoryChannels(), clock),
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
