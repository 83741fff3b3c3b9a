package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;

/** One build, but for its copies. */
final class ShowImage implements Operation {
    private final ImageCatalog catalog;
    private final Images images;

    ShowImage(ImageCatalog catalog, Images images) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.images = requireNonNull(images, "images");
    }

    @Override
    public Answer answer(Call call) {
        RecordedBuild found = images.find(call);
        RecordedImage image = catalog.image(found.build().arn()).orElseThrow();
        return new Answer.Data(Show.image(image));
    }
}
