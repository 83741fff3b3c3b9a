package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.answers.Behind;
import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Recipe;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.Optional;

/** Shows the build that made an AMI, the build's other AMIs, and whether the AMI is still the latest. */
record ProvenanceAnswers(AnswerSources sources) {
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
        ImageCatalog catalog = sources.catalog();
        AmiOrigin origin = catalog.origin(ami)
                .orElseThrow(() -> ProblemException.notFound("No recorded build has the AMI " + ami + "."));
        RecordedImage image =
                origin.replaced().orElseGet(() -> catalog.image(origin.build()).orElseThrow());
        Build build = image.recorded().build();
        Membership membership = Membership.among(
                catalog.openedTo(build.lineage()), origin.copy().account(), sources.registry());
        LatestImage.Comparison compared =
                new LatestImage(catalog, sources.offer()).compare(build, origin.copy(), membership.audiences());
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
