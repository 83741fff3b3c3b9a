package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Release;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ImageCatalog} promises about holds. */
public abstract class HoldsContract extends ImageCatalogFixture {
    @Test
    void holdsABuildForEveryoneUntilItIsReleased() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));

        boolean held = catalog.hold(image.arn(), HOLD);

        assertThat(held).isTrue();
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(HOLD);
        assertThat(OfferPolicy.AVAILABLE_ONLY.includes(only(usable(PROD)).recorded()))
                .isFalse();

        Hold other = new Hold("another reason", "another operator", NOON.plusSeconds(1));
        assertThat(catalog.hold(image.arn(), other)).isTrue();
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(other);

        assertThat(catalog.release(image.arn(), RELEASE)).isTrue();
        assertThat(catalog.release(image.arn(), new Release("again", "another", NOON.plusSeconds(9))))
                .isTrue();
        assertThat(catalog.releasedAt(image.arn()))
                .as("without a hold, nothing is released")
                .contains(RELEASE.at());
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).isEmpty();
        assertThat(OfferPolicy.AVAILABLE_ONLY.includes(only(usable(PROD)).recorded()))
                .isTrue();
    }

    @Test
    void keepsTheHistoryOfHoldsAndReleases() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));
        Hold other = new Hold("another reason", "operator", NOON.plusSeconds(1));
        Hold third = new Hold("another reason", "operator", NOON.plusSeconds(3));

        catalog.hold(image.arn(), HOLD);
        catalog.hold(image.arn(), other);
        catalog.hold(image.arn(), new Hold(other.reason(), other.by(), NOON.plusSeconds(2)));
        catalog.release(image.arn(), RELEASE);
        catalog.release(image.arn(), new Release("again", "another", NOON.plusSeconds(9)));
        catalog.hold(image.arn(), third);

        HeldPeriod first = new HeldPeriod(1, HOLD, false, Optional.empty());
        HeldPeriod second = new HeldPeriod(2, other, false, Optional.of(RELEASE));
        HeldPeriod active = new HeldPeriod(3, third, true, Optional.empty());
        assertThat(history(image.arn())).containsExactly(active, second, first);
        assertThat(catalog.holds(image.arn(), Optional.empty(), 2))
                .isEqualTo(new ResultPage<>(List.of(active, second), Optional.of(2L)));
        assertThat(catalog.holds(image.arn(), Optional.of(2L), 2))
                .isEqualTo(new ResultPage<>(List.of(first), Optional.empty()));
        assertThat(catalog.holds(image.arn(), Optional.of(3L), 2))
                .isEqualTo(new ResultPage<>(List.of(second, first), Optional.empty()));
        assertThat(catalog.holds(image.arn(), Optional.empty(), 1))
                .isEqualTo(new ResultPage<>(List.of(active), Optional.of(3L)));
    }

    @Test
    void listsTheBuildsOnHold() {
        for (int number = 1; number <= 4; number++) {
            catalog.record(snapshot(0, GoldenImages.fiveAmis(number)));
        }
        List.of(1, 2, 4)
                .forEach(number -> catalog.hold(GoldenImages.build(number).arn(), HOLD));
        catalog.release(GoldenImages.build(2).arn(), RELEASE);

        assertThat(catalog.heldBuilds())
                .extracting(held -> held.build().arn().build().value(), RecordedBuild::hold)
                .containsExactlyInAnyOrder(tuple(1, Optional.of(HOLD)), tuple(4, Optional.of(HOLD)));
    }

    @Test
    void keepsAHoldWhenANewerSnapshotIsRecorded() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image.failedFor(EU, SANDBOX)));
        catalog.hold(image.arn(), HOLD);

        Recording recording = catalog.record(snapshot(1, image));

        assertThat(recording.recorded().hold()).contains(HOLD);
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(HOLD);
    }
}
