package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.ImageBuildArn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a hold back. Who did so and when is in the log, since nothing of a hold is left in the catalog. */
final class ReleaseImage implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseImage.class);

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
        LOG.info(
                "build released",
                entry("image", arn),
                entry("caller", call.caller().orElse("unknown")));
        return new Answer.Data(Show.build(catalog.build(arn).orElseThrow()));
    }
}
