package imagefanout.model.answers;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import org.junit.jupiter.api.Test;

final class BehindTest {
    private static final Behind NOTHING = Behind.without(1, false);
    private static final Behind NOT_OFFERED = Behind.without(1, false).butHas(deprecated());
    private static final Behind NEW = has(8, 1);
    private static final Behind OLD = has(1, 5);

    @Test
    void aPositionWithoutABuildIsFurtherBehindThanAnOldBuild() {
        assertThat(NOTHING.orFurther(OLD)).isSameAs(NOTHING);
        assertThat(OLD.orFurther(NOTHING)).isSameAs(NOTHING);
        assertThat(NOT_OFFERED.orFurther(OLD)).isSameAs(NOT_OFFERED);
    }

    @Test
    void anOlderBuildIsFurtherBehind() {
        assertThat(NEW.orFurther(OLD)).isSameAs(OLD);
        assertThat(OLD.orFurther(NEW)).isSameAs(OLD);
    }

    @Test
    void ofTwoPositionsWithoutAnOfferedBuildTheOneThatNamesABuildIsReported() {
        assertThat(NOT_OFFERED.orFurther(NOTHING)).isSameAs(NOT_OFFERED);
        assertThat(NOTHING.orFurther(NOT_OFFERED)).isSameAs(NOT_OFFERED);
    }

    private static Behind has(int number, int newer) {
        Build newest = GoldenImages.build(9).described().build();
        return Behind.with(GoldenImages.build(number).described().build(), newer, false, newest);
    }

    private static RecordedBuild deprecated() {
        GoldenImages image = GoldenImages.build(2).in(ImageState.DEPRECATED);
        return new InMemoryImageCatalog()
                .record(ImageSnapshot.of(image.described().build().createdAt(), image.described()))
                .recorded();
    }
}
