package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.Recipe;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows one build, and lists its copies. */
record ImageAnswers(ImageCatalog catalog) {
    /** @param distributions the embedded distribution settings of each Region */
    record ImageDetails(
            @JsonUnwrapped BuildView build,
            String displayName,
            Optional<String> platform,
            Optional<String> osVersion,
            Optional<String> distributionConfigurationArn,
            Optional<Recipe> recipe,
            List<String> warnings,
            List<JsonNode> distributions) {}

    record ImageAmis(ImageBuildArn imageArn, @JsonUnwrapped PageView<CopyPage.CopyView> page) {}

    ImageDetails show(ApiRequest request) {
        RecordedImage image = catalog.image(find(request).build().arn()).orElseThrow();
        Build build = image.recorded().build();
        return new ImageDetails(
                BuildView.of(image.recorded()),
                build.name(),
                build.platform(),
                build.osVersion(),
                build.distributionConfigurationArn(),
                build.recipe(),
                build.warnings(),
                image.fanOut().regions().values().stream()
                        .flatMap(region -> region.settings().stream())
                        .map(settings -> EventJson.object(settings.json()))
                        .toList());
    }

    ImageAmis amis(ApiRequest request) {
        Optional<Region> region = request.query("region", Region::new);
        Optional<AccountId> account = request.query("account", AccountId::new);
        CopyPage page = CopyPage.of(request);
        ImageBuildArn arn = find(request).build().arn();
        RecordedImage image = region.map(in -> catalog.image(arn, Set.of(in)))
                .orElseGet(() -> catalog.image(arn))
                .orElseThrow();
        return new ImageAmis(arn, page.of(image, account));
    }

    /** @throws ProblemException when no build matches, several match, or the build is deleted */
    RecordedBuild find(ApiRequest request) {
        RecordedBuild found = findEvenDeleted(request);
        if (found.build().state() == ImageState.DELETED) {
            throw ProblemException.of(
                    ProblemException.Type.DELETED,
                    "The image " + found.build().arn()
                            + " is deleted. GET /v1/amis/{amiId} shows its AMIs as long as they are recorded.");
        }
        return found;
    }

    RecordedBuild findEvenDeleted(ApiRequest request) {
        String name = request.path("name", ApiRequest::name);
        SemanticVersion version = request.path("version", SemanticVersion::parse);
        BuildNumber number = request.path("build", BuildNumber::new);
        String path = name + "/" + version + "/" + number;
        Optional<ImageArn> chosen =
                request.arn("imageArn", ImageBuildArn::parse, path).map(ImageBuildArn::image);
        List<ImageBuildArn> arns = chosen.map(Set::of).orElseGet(() -> catalog.imagesNamed(name)).stream()
                .map(image -> image.build(version, number))
                .toList();
        List<RecordedBuild> builds =
                arns.stream().flatMap(arn -> catalog.build(arn).stream()).toList();
        return ApiRequest.only(builds, path, "imageArn", found -> found.build().arn())
                .orElseThrow(() -> missing(catalog, arns, path));
    }

    /** The problem of a build that is not recorded. */
    static ProblemException missing(ImageCatalog catalog, ImageBuildArn arn) {
        return missing(catalog, List.of(arn), arn.toString());
    }

    private static ProblemException missing(ImageCatalog catalog, List<ImageBuildArn> arns, String shown) {
        return arns.stream()
                .flatMap(arn -> catalog.removedAt(arn).map(at -> removed(arn, at)).stream())
                .findFirst()
                .orElseGet(() -> ProblemException.notFound("The build " + shown + " is not recorded."));
    }

    private static ProblemException removed(ImageBuildArn arn, Instant at) {
        return ProblemException.of(
                ProblemException.Type.REMOVED,
                "The build " + arn + " was removed from the catalog at " + at
                        + ", because it is older than RetentionDays and nothing needed it. Its AMIs were not deleted.");
    }
}
