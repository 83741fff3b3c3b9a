package imagefanout.testing;

import imagefanout.model.image.ImageBuilder;

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
