package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.ReportedEnd;
import imagefanout.model.catalog.StillChangingException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.image.InMemoryImageBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecordImageTest {
    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryImageBuilder imageBuilder = new InMemoryImageBuilder();
    private final AtomicLong ticks = new AtomicLong();
    /** Advances with each reading. */
    private final InstantSource time = () -> START.plusNanos(1000 * ticks.incrementAndGet());

    private final Clock clock = time.withZone(ZoneOffset.UTC);

    @Test
    void recordsEveryRegionAndAccount() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.described());

        RecordResult result = record(imageBuilder, image.arn());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(catalog.image(image.arn()).orElseThrow().fanOut().regions().values())
                .flatExtracting(region -> region.amis().values())
                .hasSize(5);
    }

    @Test
    void recordsABuildInProgressWithoutCopies() {
        GoldenImages image = GoldenImages.fiveAmis(1).in(ImageState.DISTRIBUTING);
        imageBuilder.put(image.described());

        RecordResult result = record(imageBuilder, image.arn());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.IN_PROGRESS);
        assertThat(catalog.image(image.arn()).orElseThrow().recorded().build().state())
                .isEqualTo(ImageState.DISTRIBUTING);
        assertThat(catalog.image(image.arn()).orElseThrow().fanOut().regions()).isEmpty();
    }

    @Test
    void recordsTheCopiesOfABuildThatWasInProgress() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.in(ImageState.BUILDING).described());
        record(imageBuilder, image.arn());
        imageBuilder.put(image.described());

        RecordResult result = record(imageBuilder, image.arn());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(catalog.build(image.arn()).orElseThrow().counts().recorded()).isEqualTo(5);
    }

    @Test
    void recordsEachStepOfABuildInProgress() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.in(ImageState.BUILDING).described());
        record(imageBuilder, image.arn());
        imageBuilder.put(image.in(ImageState.DISTRIBUTING).described());

        record(imageBuilder, image.arn());

        assertThat(stateOf(image)).isEqualTo(ImageState.DISTRIBUTING);
    }

    @Test
    void recordsABuildInProgressThatWasTakenForGone() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.in(ImageState.GONE).described());
        record(imageBuilder, image.arn());
        imageBuilder.put(image.in(ImageState.TESTING).described());

        record(imageBuilder, image.arn());

        assertThat(stateOf(image)).isEqualTo(ImageState.TESTING);
    }

    @Test
    void replacesADeadBuildAsSoonAsItsArnIsBuiltAgain() {
        GoldenImages dead = GoldenImages.fiveAmis(1);
        imageBuilder.put(dead.described());
        record(imageBuilder, dead.arn());
        imageBuilder.put(dead.builtAgain().in(ImageState.BUILDING).described());

        record(imageBuilder, dead.arn());

        assertThat(catalog.build(dead.arn()).orElseThrow().build().state()).isEqualTo(ImageState.BUILDING);
        assertThat(catalog.image(dead.arn()).orElseThrow().fanOut().regions()).isEmpty();
        assertThat(catalog.origin(dead.ami(EU, SANDBOX)).orElseThrow().replaced())
                .isPresent();
    }

    @Test
    void keepsShowingAFailedBuildWhileItIsRetriedAndFillsItsGapInTheEnd() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.failedFor(EU, SANDBOX).described());
        record(imageBuilder, image.arn());
        imageBuilder.put(image.in(ImageState.DISTRIBUTING).described());

        record(imageBuilder, image.arn());

        assertThat(catalog.build(image.arn()).orElseThrow().build().state()).isEqualTo(ImageState.FAILED);
        assertThat(catalog.build(image.arn()).orElseThrow().counts().missing()).isEqualTo(1);
        imageBuilder.put(image.described());

        record(imageBuilder, image.arn());

        assertThat(catalog.build(image.arn()).orElseThrow().build().state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(catalog.image(image.arn())
                        .orElseThrow()
                        .fanOut()
                        .regions()
                        .get(EU)
                        .amis())
                .containsEntry(SANDBOX, image.ami(EU, SANDBOX));
    }

    @Test
    void namesTheUnknownImage() {
        ImageBuildArn arn = GoldenImages.build(7).arn();

        assertThatThrownBy(() -> record(imageBuilder, arn))
                .isInstanceOf(UnknownResourceException.class)
                .hasMessageContaining(arn.toString());
    }

    @Test
    void describesTheBuildAgainAfterReplacingASnapshot() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        DescribedImage available = image.described();
        DescribedImage disabled = image.in(ImageState.DISABLED).described();
        imageBuilder.put(available);
        record(imageBuilder, image.arn());
        AtomicInteger looks = new AtomicInteger();
        ImageBuilder slow = arn -> {
            if (looks.incrementAndGet() > 1) {
                return imageBuilder.describe(arn);
            }
            // The slow recorder reads DISABLED. Before it writes, the build is AVAILABLE again, and a fast recorder
            // finds the
            // catalog unchanged and writes nothing.
            imageBuilder.put(available);
            assertThat(record(imageBuilder, arn).outcome()).isEqualTo(RecordOutcome.UNCHANGED);
            return disabled;
        };

        record(slow, image.arn());

        assertThat(catalog.build(image.arn()).orElseThrow().build().state()).isEqualTo(ImageState.AVAILABLE);
    }

    @Test
    void leavesANewerSnapshotInPlace() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.described());
        ImageBuilder slow = arn -> {
            ImageSnapshot newer = ImageSnapshot.of(clock.instant(), image.described());
            catalog.record(newer);
            return image.failedFor(EU, SANDBOX).described();
        };
        AtomicInteger looks = new AtomicInteger();

        RecordResult result = record(
                arn -> looks.getAndIncrement() == 0 ? slow.describe(arn) : imageBuilder.describe(arn), image.arn());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.UNCHANGED);
        assertThat(catalog.build(image.arn()).orElseThrow().build().state()).isEqualTo(ImageState.AVAILABLE);
    }

    @Test
    void failsForABuildThatChangesAtEveryAttempt() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        AtomicInteger looks = new AtomicInteger();
        ImageBuilder restless =
                arn -> image.in(looks.getAndIncrement() % 2 == 0 ? ImageState.AVAILABLE : ImageState.DISABLED)
                        .described();
        record(arn -> image.described(), image.arn());
        looks.set(1);

        assertThatThrownBy(() -> record(restless, image.arn()))
                .isInstanceOf(StillChangingException.class)
                .hasMessageContaining(image.arn().toString());
    }

    @Test
    void recordsABuildThatDoesNotChangeAtTheLastAttempt() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        record(arn -> image.described(), image.arn());
        Queue<ImageState> states = new ArrayDeque<>(List.of(
                ImageState.DISABLED,
                ImageState.AVAILABLE,
                ImageState.DISABLED,
                ImageState.DEPRECATED,
                ImageState.DEPRECATED));

        RecordResult result = record(arn -> image.in(states.remove()).described(), image.arn());

        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        assertThat(stateOf(image)).isEqualTo(ImageState.DEPRECATED);
    }

    @Test
    void takesABuildThatWasRecordedAfterItsReportedEndAsItIs() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.described());
        record(imageBuilder, image.arn());
        ImageBuilder uncalled = arn -> {
            throw new AssertionError("Image Builder was called for " + arn);
        };

        RecordResult result = new RecordImage(uncalled, catalog, clock)
                .recordUnlessSince(image.arn(), reported(ImageState.AVAILABLE, START));

        assertThat(result)
                .isEqualTo(new RecordResult(image.arn(), RecordOutcome.UNCHANGED, catalog.build(image.arn())));
        assertThat(result.recorded()).isPresent();
    }

    @Test
    void recordsABuildWhoseReportedEndIsNotRecorded() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.failedFor(EU, SANDBOX).described());

        assertThat(recordedUnlessSince(image, Optional.empty())).isEqualTo(ImageState.FAILED);
        imageBuilder.put(image.described());
        assertThat(recordedUnlessSince(image, reported(ImageState.AVAILABLE, START)))
                .isEqualTo(ImageState.AVAILABLE);
        imageBuilder.put(image.in(ImageState.DISABLED).described());
        assertThat(recordedUnlessSince(image, reported(ImageState.AVAILABLE, START.plusSeconds(60))))
                .isEqualTo(ImageState.DISABLED);
        imageBuilder.put(image.described());
        assertThat(recordedUnlessSince(image, Optional.empty())).isEqualTo(ImageState.AVAILABLE);
    }

    @Test
    void reportsWhatRecordingABuildDid() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        imageBuilder.put(image.described());
        List<RecordResult> reported = new ArrayList<>();
        RecordImage reporting = new RecordImage(imageBuilder, catalog, clock, reported::add);

        RecordResult first = reporting.record(image.arn());
        RecordResult second = reporting.record(image.arn());

        assertThat(reported).containsExactly(first, second);
    }

    private RecordResult record(ImageBuilder builder, ImageBuildArn arn) {
        return new RecordImage(builder, catalog, clock).record(arn);
    }

    private ImageState recordedUnlessSince(GoldenImages image, Optional<ReportedEnd> end) {
        RecordResult result = new RecordImage(imageBuilder, catalog, clock).recordUnlessSince(image.arn(), end);
        assertThat(result.outcome()).isEqualTo(RecordOutcome.RECORDED);
        return stateOf(image);
    }

    private static Optional<ReportedEnd> reported(ImageState state, Instant at) {
        return Optional.of(new ReportedEnd(state, at));
    }

    private ImageState stateOf(GoldenImages image) {
        return catalog.build(image.arn()).orElseThrow().build().state();
    }
}
