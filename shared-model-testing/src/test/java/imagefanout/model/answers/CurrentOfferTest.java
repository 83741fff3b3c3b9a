package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CurrentOfferTest {
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();

    @Test
    void findsTheOfferedBuildBehindManyHeldOnes() {
        for (int number = 1; number <= 10; number++) {
            recorded(number, ImageState.AVAILABLE);
        }
        recorded(11, ImageState.FAILED);
        for (int number = 2; number <= 11; number++) {
            held(number);
        }

        CurrentOffer offer = CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE);

        assertThat(offer.newest()).map(CurrentOfferTest::arn).contains(image(11));
        assertThat(offer.offered()).map(CurrentOfferTest::arn).contains(image(1));
        assertThat(offer.held())
                .hasSize(9)
                .first()
                .extracting(CurrentOfferTest::arn)
                .isEqualTo(image(10));
        assertThat(offer.lookedBackTo()).isEmpty();
    }

    @Test
    void saysHowFarItLookedWhenThereAreTooManyBuildsThatAreNotOffered() {
        recorded(1, ImageState.AVAILABLE);
        for (int number = 2; number <= 103; number++) {
            recorded(number, ImageState.DEPRECATED);
        }
        assertThat(CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE)
                        .offered())
                .map(CurrentOfferTest::arn)
                .contains(image(1));

        recorded(104, ImageState.DEPRECATED);

        CurrentOffer offer = CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE);
        assertThat(offer.offered()).isEmpty();
        assertThat(offer.lookedBackTo())
                .contains(GoldenImages.build(2).described().build().createdAt());
    }

    @Test
    void saysThatItLookedAtAllBuildsWhenThereAreJustNotTooMany() {
        for (int number = 1; number <= 103; number++) {
            recorded(number, ImageState.DEPRECATED);
        }

        CurrentOffer offer = CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE);

        assertThat(offer.offered()).isEmpty();
        assertThat(offer.lookedBackTo()).isEmpty();
    }

    @Test
    void offersNothingWhenNothingIsRecorded() {
        CurrentOffer offer = CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE);

        assertThat(offer.newest()).isEmpty();
        assertThat(offer.offered()).isEmpty();
        assertThat(offer.lookedBackTo()).isEmpty();
    }

    @Test
    void findsForManyLineagesTogetherWhatItFindsForEach() {
        Random random = new Random(1);
        List<ImageState> states = List.of(ImageState.AVAILABLE, ImageState.FAILED, ImageState.DEPRECATED);
        List<DirectoryEntry<PipelineArn>> entries = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            recorded(number, ImageState.AVAILABLE);
        }
        for (int i = 0; i < 300; i++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + i);
            int builds = random.nextInt(9);
            for (int n = 1; n <= builds; n++) {
                ImageBuildArn arn =
                        ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/p" + i + "/1.0.0/" + n);
                GoldenImages image =
                        GoldenImages.build(n).named(arn).of(pipeline).in(states.get(random.nextInt(states.size())));
                catalog.record(ImageSnapshot.of(image.described().build().createdAt(), image.described()));
                if (random.nextInt(3) == 0) {
                    catalog.hold(arn, new Hold("breaks ssh", "jane", Instant.EPOCH));
                }
            }
            entries.add(new DirectoryEntry<>(pipeline, hint(pipeline, random)));
        }

        Map<PipelineArn, CurrentOffer> together =
                CurrentOffer.ofAll(catalog, OfferPolicy.AVAILABLE_ONLY, entries, List.of());

        assertThat(together).hasSize(300);
        together.forEach((pipeline, offer) ->
                assertThat(offer).isEqualTo(CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, pipeline)));
    }

    /** What a directory may name: all newest builds or none, and others that are not recorded or of another pipeline. */
    private List<ImageBuildArn> hint(PipelineArn pipeline, Random random) {
        List<ImageBuildArn> hint =
                new ArrayList<>(catalog.builds(pipeline, Optional.empty(), DirectoryEntry.MAX_BUILDS).items().stream()
                        .map(CurrentOfferTest::arn)
                        .toList());
        switch (random.nextInt(4)) {
            case 0 -> hint.clear();
            case 1 -> hint.add(random.nextInt(hint.size() + 1), image(1 + random.nextInt(5)));
            default -> {}
        }
        return hint.subList(0, Math.min(DirectoryEntry.MAX_BUILDS, hint.size()));
    }

    private void recorded(int number, ImageState state) {
        GoldenImages image = GoldenImages.build(number).to(US, PROD).in(state);
        catalog.record(ImageSnapshot.of(image.described().build().createdAt(), image.described()));
    }

    private void held(int number) {
        catalog.hold(image(number), new Hold("breaks ssh", "jane", Instant.EPOCH));
    }

    private static ImageBuildArn image(int number) {
        return GoldenImages.build(number).arn();
    }

    private static ImageBuildArn arn(RecordedBuild build) {
        return build.build().arn();
    }
}
