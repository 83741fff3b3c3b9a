package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Recipe;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.Optional;

/** Shows the build that made an AMI, the build's other AMIs, and whether the AMI is still the latest. */
record ProvenanceAnswers(ImageCatalog catalog, AccountRegistry registry, OfferPolicy offer) {
    /**
     * @param membershipKnown whether the registry has what decides which AMI is the latest
     * @param page all copies of the build
     */
    record AmiDetails(
            AmiId amiId,
            Region region,
            AccountId accountId,
            BuildView image,
            Optional<Recipe> recipe,
            boolean membershipKnown,
            boolean isLatest,
            Optional<AmiId> latestAmiId,
            Optional<Behind> behind,
            @JsonUnwrapped PageView<CopyPage.CopyView> page) {}

    AmiDetails trace(ApiRequest request) {
        AmiId ami = request.path("amiId", AmiId::new);
        CopyPage page = CopyPage.of(request);
        AmiOrigin origin = catalog.origin(ami)
                .orElseThrow(() -> ProblemException.notFound("No recorded build has the AMI " + ami + "."));
        RecordedImage image =
                origin.replaced().orElseGet(() -> catalog.image(origin.build()).orElseThrow());
        Build build = image.recorded().build();
        Membership membership = Membership.among(
                catalog.openedTo(build.lineage()), origin.copy().account(), registry);
        LatestImage.Comparison compared =
                new LatestImage(catalog, offer).compare(build, origin.copy(), membership.audiences());
        Optional<AmiId> latest = compared.latest().map(LatestAmi::ami);
        return new AmiDetails(
                ami,
                origin.copy().region(),
                origin.copy().account(),
                BuildView.of(image.recorded()),
                build.recipe(),
                membership.isKnown(),
                latest.equals(Optional.of(ami)),
                latest,
                compared.behind(),
                page.of(image, Optional.empty()));
    }
}
