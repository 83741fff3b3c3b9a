package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageState;
import java.util.List;
import java.util.Optional;

/** Finds the build that a request means. */
final class Images {
    private final ImageCatalog catalog;

    Images(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /** @throws Problem when there is none, when there are several and the request does not say which, or when it is deleted */
    RecordedBuild find(Call call) {
        RecordedBuild found = findEvenDeleted(call);
        if (found.build().state() == ImageState.DELETED) {
            throw Problem.of(Problem.Type.DELETED, found.build().arn() + " is deleted");
        }
        return found;
    }

    private RecordedBuild findEvenDeleted(Call call) {
        String name = call.path("name", Call::name);
        SemanticVersion version = call.path("version", SemanticVersion::parse);
        int number = call.path("build", Images::buildNumber);
        Optional<ImageArn> chosen = call.query("imageArn", text -> image(text, name, version, number));
        List<RecordedBuild> builds =
                chosen.map(List::of).orElseGet(() -> List.copyOf(catalog.imagesNamed(name))).stream()
                        .flatMap(image -> catalog.build(image.build(version, number)).stream())
                        .toList();
        if (builds.size() > 1) {
            throw Problem.ambiguous(
                    name + "/" + version + "/" + number,
                    "imageArn",
                    builds.stream().map(build -> build.build().arn()).toList());
        }
        return builds.stream().findFirst().orElseThrow(() -> unknown(name + "/" + version + "/" + number));
    }

    static Problem unknown(String image) {
        return Problem.of(Problem.Type.NOT_FOUND, "no build " + image + " is recorded");
    }

    private static int buildNumber(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new MalformedException("a build's number", text);
        }
        return Integer.parseInt(text);
    }

    private static ImageArn image(String text, String name, SemanticVersion version, int number) {
        ImageBuildArn arn = ImageBuildArn.parse(text);
        if (!arn.equals(arn.image().build(version, number)) || !arn.name().equals(name)) {
            throw new MalformedException("the ARN of " + name + "/" + version + "/" + number, text);
        }
        return arn.image();
    }
}
