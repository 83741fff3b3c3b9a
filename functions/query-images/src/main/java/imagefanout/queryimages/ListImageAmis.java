package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import java.util.Optional;
import java.util.Set;

/** The copies of a build. */
final class ListImageAmis implements Operation {
    private final ImageCatalog catalog;
    private final Images images;

    ListImageAmis(ImageCatalog catalog, Images images) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.images = requireNonNull(images, "images");
    }

    @Override
    public Answer answer(Call call) {
        Optional<Region> region = call.region();
        Optional<AccountId> account = call.account();
        CopyPage page = new CopyPage(call);
        ImageBuildArn arn = images.find(call).build().arn();
        RecordedImage image = region.map(in -> catalog.image(arn, Set.of(in)))
                .orElseGet(() -> catalog.image(arn))
                .orElseThrow();

        ObjectNode body = Show.object().put("imageArn", arn.toString());
        page.put(body, image.fanOut(), account);
        return new Answer.Data(
                body.put("recordedAt", image.recorded().recordedAt().toString()));
    }
}
