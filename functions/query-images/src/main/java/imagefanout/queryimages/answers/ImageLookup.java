package imagefanout.queryimages.answers;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageState;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.util.List;
import java.util.Optional;

/** Finds the build that a request names. */
record ImageLookup(ImageCatalog catalog) {
    /** @throws ProblemException when there is none, when several match the name, or when it is deleted */
    RecordedBuild find(ApiRequest request) {
        RecordedBuild found = findEvenDeleted(request);
        if (found.build().state() == ImageState.DELETED) {
            throw ProblemException.of(
                    ProblemException.Type.DELETED,
                    "The image " + found.build().arn() + " is deleted. GET /v1/amis/{amiId} still shows its AMIs.");
        }
        return found;
    }

    private RecordedBuild findEvenDeleted(ApiRequest request) {
        String name = request.path("name", ApiRequest::name);
        SemanticVersion version = request.path("version", SemanticVersion::parse);
        int number = request.path("build", ImageLookup::buildNumber);
        String path = name + "/" + version + "/" + number;
        Optional<ImageArn> chosen = request.query("imageArn", text -> image(text, path));
        List<RecordedBuild> builds =
                chosen.map(List::of).orElseGet(() -> List.copyOf(catalog.imagesNamed(name))).stream()
                        .flatMap(image -> catalog.build(image.build(version, number)).stream())
                        .toList();
        if (builds.size() > 1) {
            throw ProblemException.ambiguous(
                    path,
                    "imageArn",
                    builds.stream().map(build -> build.build().arn()).toList());
        }
        return builds.stream().findFirst().orElseThrow(() -> unknown(path));
    }

    static ProblemException unknown(String image) {
        return ProblemException.notFound("The build " + image + " is not recorded.");
    }

    private static int buildNumber(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new MalformedException("a build number from 1 to 999999999", text);
        }
        return Integer.parseInt(text);
    }

    private static ImageArn image(String text, String path) {
        ImageBuildArn arn = ImageBuildArn.parse(text);
        if (!path.equals(arn.name() + "/" + arn.version() + "/" + arn.build())) {
            throw new MalformedException("the ARN of " + path, text);
        }
        return arn.image();
    }
}
