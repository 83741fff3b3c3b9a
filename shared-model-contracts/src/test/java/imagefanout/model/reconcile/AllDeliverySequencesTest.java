package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.contracts.GoldenImages;
import imagefanout.model.DescribedImage;
import imagefanout.model.ImageBuildArn;
import imagefanout.model.ImageState;
import imagefanout.model.RecordedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Three builds, each of which changes once. Every sequence of up to four deliveries is tried: each is of any of the builds,
 * and its recorder asked the service before the change or after it. So messages are lost, doubled and reordered in every
 * combination, and slow recorders come late with what was true before.
 */
final class AllDeliverySequencesTest {
    private static final int MOST_DELIVERIES = 4;

    private static final List<GoldenImages> BEFORE = List.of(
            GoldenImages.fiveAmis(1),
            GoldenImages.fiveAmis(2).failedFor(GoldenImages.EU, GoldenImages.PROD),
            GoldenImages.fiveAmis(3));

    private record Delivery(int build, boolean askedBeforeTheChange) {}

    @Test
    void oneReconcileMakesTheTableWhatTheCleanRunMakesIt() {
        // The first is deprecated, the failed one succeeds at a retry, the third is deleted and still shown.
        List<GoldenImages> after = List.of(
                GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED),
                GoldenImages.fiveAmis(2),
                GoldenImages.fiveAmis(3).in(ImageState.DELETED));
        World clean = new World();
        after.forEach(image -> clean.service.put(image.described()));
        after.forEach(image -> clean.delivered(image.arn()));
        Map<ImageBuildArn, RecordedImage> expected = clean.table();

        List<List<Delivery>> sequences = sequences();

        assertThat(sequences).hasSize(1 + 6 + 36 + 216 + 1296);
        for (List<Delivery> sequence : sequences) {
            World world = new World();
            after.forEach(image -> world.service.put(image.described()));
            deliver(sequence, world);
            Reconciled result = world.sweeps();
            assertThat(result.failed()).as("%s", sequence).isEmpty();
            assertThat(world.table()).as("%s", sequence).isEqualTo(expected);
        }
    }

    @Test
    void aBuildOfWhichNothingIsLeftEndsDeletedWithItsCopiesKept() {
        // The third is gone: no list shows it, and GetImage does not know it.
        List<GoldenImages> after = List.of(BEFORE.get(0), GoldenImages.fiveAmis(2));
        ImageBuildArn gone = BEFORE.get(2).arn();
        World clean = new World();
        BEFORE.forEach(image -> clean.service.put(image.described()));
        BEFORE.forEach(image -> clean.delivered(image.arn()));
        clean.service.remove(gone);
        after.forEach(image -> clean.service.put(image.described()));
        clean.sweeps();
        Map<ImageBuildArn, RecordedImage> withIt = clean.table();
        Map<ImageBuildArn, RecordedImage> withoutIt = new TreeMap<>(withIt);
        withoutIt.remove(gone);

        for (List<Delivery> sequence : sequences()) {
            World world = new World();
            after.forEach(image -> world.service.put(image.described()));
            deliver(sequence, world);
            Reconciled result = world.sweeps();
            assertThat(result.failed()).as("%s", sequence).isEmpty();
            boolean seen = sequence.contains(new Delivery(2, true));
            assertThat(world.table()).as("%s", sequence).isEqualTo(seen ? withIt : withoutIt);
        }
        assertThat(withIt.get(gone).recorded().build().state()).isEqualTo(ImageState.DELETED);
        assertThat(withIt.get(gone).recorded().counts().recorded()).isEqualTo(5);
    }

    private static void deliver(List<Delivery> sequence, World world) {
        Instant beforeTheChange = world.now().minusSeconds(60);
        for (int i = 0; i < sequence.size(); i++) {
            Delivery delivery = sequence.get(i);
            DescribedImage before = BEFORE.get(delivery.build()).described();
            if (delivery.askedBeforeTheChange()) {
                world.deliveredLate(beforeTheChange.plusSeconds(i), before);
            } else {
                try {
                    world.delivered(before.build().arn());
                } catch (imagefanout.model.UnknownImageException e) {
                    // The message's build is gone; record-image leaves the message to its dead-letter queue.
                    continue;
                }
            }
        }
    }

    private static List<List<Delivery>> sequences() {
        List<List<Delivery>> all = new ArrayList<>();
        List<List<Delivery>> longest = List.of(List.of());
        all.addAll(longest);
        for (int length = 1; length <= MOST_DELIVERIES; length++) {
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
}
