package imagefanout.model.listing;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.OutputAmi;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PageSizeTest {
    @Test
    void startsSmallAndGrowsWhileBuildsAreSmall() {
        PageSize size = new PageSize(25);

        int first = size.size();
        size.adaptTo(List.of(buildOf(100)));
        int second = size.size();
        size.adaptTo(List.of(buildOf(100)));
        int third = size.size();
        size.adaptTo(List.of(buildOf(100)));

        assertThat(List.of(first, second, third, size.size())).containsExactly(5, 10, 20, 25);
    }

    @Test
    void neverRequestsMoreThanFits() {
        PageSize size = new PageSize(25);

        size.adaptTo(List.of(buildOf(30_000)));
        int huge = size.size();
        size.adaptTo(List.of(buildOf(200_000)));

        assertThat(huge).isEqualTo(5);
        assertThat(size.size()).isEqualTo(1);
    }

    @Test
    void neverRequestsMoreThanTheLimit() {
        PageSize size = new PageSize(3);

        size.adaptTo(List.of(buildOf(1)));

        assertThat(size.size()).isEqualTo(3);
    }

    @Test
    void staysSmallAfterAPageThatWasTooLarge() {
        PageSize size = new PageSize(25);

        boolean halved = size.halve();
        size.adaptTo(List.of(buildOf(1)));
        int after = size.size();
        size.halve();

        assertThat(halved).isTrue();
        assertThat(after).isEqualTo(2);
        assertThat(size.halve()).isFalse();
    }

    private static ImageSummary buildOf(int amis) {
        OutputAmi ami = new OutputAmi(
                new Copy(GoldenImages.US, new AccountId("123456789012")),
                new AmiId("ami-0123456789abcdef0"),
                ImageState.AVAILABLE,
                Optional.empty());
        return new ImageSummary(
                GoldenImages.build(1).arn(),
                ImageState.AVAILABLE,
                Optional.empty(),
                Instant.EPOCH,
                Collections.nCopies(amis, ami));
    }
}
