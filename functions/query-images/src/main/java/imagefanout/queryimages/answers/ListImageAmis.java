package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.queryimages.http.ApiRequest;
import java.util.Optional;
import java.util.Set;

/** Lists the copies of a build. */
record ListImageAmis(ImageCatalog catalog, ImageLookup images) {
    record ImageAmis(ImageBuildArn imageArn, @JsonUnwrapped PageView<CopyPage.CopyView> page) {}

    ImageAmis answer(ApiRequest request) {
        Optional<Region> region = request.region();
        Optional<AccountId> account = request.account();
        CopyPage page = CopyPage.of(request);
        ImageBuildArn arn = images.find(request).build().arn();
        RecordedImage image = region.map(in -> catalog.image(arn, Set.of(in)))
                .orElseGet(() -> catalog.image(arn))
                .orElseThrow();
        return new ImageAmis(arn, page.of(image, account));
    }
}
