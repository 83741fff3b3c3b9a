package imagefanout.testing.image;

import imagefanout.model.image.ImageBuilder;
import imagefanout.testing.GoldenImages;

class InMemoryImageBuilderTest extends ImageBuilderContract {
    private final InMemoryImageBuilder imageBuilder = new InMemoryImageBuilder();

    @Override
    protected ImageBuilder imageBuilder() {
        return imageBuilder;
    }

    @Override
    protected void given(GoldenImages image) {
        imageBuilder.put(image.described());
    }
}
