package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.InMemoryImageCatalog;
import java.time.Instant;
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
    void offersNothingWhenNothingIsRecorded() {
        CurrentOffer offer = CurrentOffer.of(catalog, OfferPolicy.AVAILABLE_ONLY, PIPELINE);

        assertThat(offer.newest()).isEmpty();
        assertThat(offer.offered()).isEmpty();
        assertThat(offer.lookedBackTo()).isEmpty();
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
