package imagefanout.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.testing.GoldenImages;
import org.junit.jupiter.api.Test;

class GoneBuildTest {
    private final Build available = GoldenImages.fiveAmis(1).described().build();

    @Test
    void keepsItsLastKnownStateHoweverOftenItIsFoundGone() {
        Build gone = available.gone();

        assertThat(gone.gone()).isEqualTo(gone);
        assertThat(gone.gone().isGoneWhileAvailable()).isTrue();
    }

    @Test
    void staysDeletedOnceImageBuilderCalledItDeleted() {
        Build deleted =
                GoldenImages.fiveAmis(1).in(ImageState.DELETED).described().build();

        assertThat(deleted.gone()).isEqualTo(deleted);
    }
}
