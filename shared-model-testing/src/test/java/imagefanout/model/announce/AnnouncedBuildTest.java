package imagefanout.model.announce;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnnouncedBuildTest {
    private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");
    private static final Hold EARLIER = new Hold("sshd does not start", "ann", AT);
    private static final Hold HOLD = new Hold("sshd stops", "bob", AT.plusSeconds(20));
    private static final Release RELEASE = new Release("sshd runs", "carol", AT.plusSeconds(10));

    private final GoldenImages image = GoldenImages.fiveAmis(1);
    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();

    @Test
    void anEarlierHoldIsNotTheOneThatEnded() {
        catalog.record(ImageSnapshot.of(AT, image.described()));
        catalog.hold(image.arn(), HOLD);
        AnnouncedBuild held = AnnouncedBuild.after(Optional.empty(), build(), List.of());
        catalog.release(image.arn(), new Release("sshd runs again", "dave", AT.plusSeconds(30)));

        AnnouncedBuild released = AnnouncedBuild.after(
                Optional.of(held), build(), List.of(new HeldPeriod(1, EARLIER, false, Optional.of(RELEASE))));

        assertThat(released.news()).contains(AnnouncedBuild.News.RELEASED);
        assertThat(released.ended()).contains(HOLD);
        assertThat(released.release()).isEmpty();
    }

    private RecordedBuild build() {
        return catalog.build(image.arn()).orElseThrow();
    }
}
