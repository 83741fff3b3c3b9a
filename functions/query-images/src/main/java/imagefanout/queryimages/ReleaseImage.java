package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ImageBuildArn;
import imagefanout.model.ImageCatalog;

/** Takes a hold back. */
final class ReleaseImage implements Operation {
    private final ImageCatalog catalog;
    private final Images images;

    ReleaseImage(ImageCatalog catalog, Images images) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.images = requireNonNull(images, "images");
    }

    @Override
    public Answer answer(Call call) {
        ImageBuildArn arn = images.find(call).build().arn();
        if (!catalog.release(arn)) {
            throw Images.unknown(arn.toString());
        }
        return new Answer.Data(Show.build(catalog.build(arn).orElseThrow()));
    }
}
