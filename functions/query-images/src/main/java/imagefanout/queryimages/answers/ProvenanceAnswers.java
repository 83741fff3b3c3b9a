package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.BehindNewest;
import imagefanout.model.answers.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Recipe;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.Optional;
import java.util.Set;

/** Shows the build that made an AMI, the build's other AMIs, and whether the AMI is still the latest. */
record ProvenanceAnswers(ImageCatalog catalog, OfferPolicy offer) {
    /** @param page all copies of the build */
    record AmiDetails(
            AmiId amiId,
            Region region,
            AccountId accountId,
            BuildView image,
            Optional<Recipe> recipe,
            boolean isLatest,
            Optional<AmiId> latestAmiId,
            Optional<Behind> behind,
            @JsonUnwrapped PageView<CopyPage.CopyView> page) {}

    AmiDetails trace(ApiRequest request) {
        AmiId ami = request.path("amiId", AmiId::new);
        CopyPage page = CopyPage.of(request);
        AmiOrigin origin = catalog.origin(ami)
                .orElseThrow(() -> ProblemException.notFound("No recorded build has the AMI " + ami + "."));
        RecordedImage image = catalog.image(origin.build()).orElseThrow();
        Build build = image.recorded().build();
        Optional<AmiId> latest = latest(build, origin.copy());
        return new AmiDetails(
                ami,
                origin.copy().region(),
                origin.copy().account(),
                BuildView.of(image.recorded()),
                build.recipe(),
                latest.equals(Optional.of(ami)),
                latest,
                new BehindNewest(catalog, offer).of(image.recorded()),
                page.of(image, Optional.empty()));
    }

    private Optional<AmiId> latest(Build build, Copy copy) {
        return new LatestImage(catalog, offer)
                        .of(build.lineage(), copy.account(), Set.of(), Optional.of(copy.region()), Optional.empty())
                        .amis()
                        .values()
                        .stream()
                        .map(LatestAmi::ami)
                        .findFirst();
    }
}
