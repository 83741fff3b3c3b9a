package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.report.ContainerOutputs;
import emulators.imagebuilder.report.FailureReport;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Formats images for the API. */
public final class ImageView {

    private final Arns arns;

    public ImageView(Arns arns) {
        this.arns = requireNonNull(arns, "arns");
    }

    public static Filters<Image> filters() {
        return new Filters<Image>()
                .by("name", image -> Optional.of(image.name()))
                .by("osVersion", Image::osVersion)
                .by("platform", image -> Optional.of(image.platform()))
                .by("type", image -> Optional.of(type(image)))
                .by("version", image -> Optional.of(image.version().toString()));
    }

    /**
     * Returns a build in the format of GetImage.
     *
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Image.html">Image</a>
     */
    public ObjectNode whole(Image image) {
        ObjectNode view = build(image);
        if (image.isAmazonManaged()) {
            return view;
        }
        view.set(
                image.isContainer() ? "containerRecipe" : "imageRecipe",
                image.inputs().recipe());
        view.set("infrastructureConfiguration", image.inputs().infrastructure());
        image.inputs().distribution().ifPresent(distribution -> view.set("distributionConfiguration", distribution));
        image.inputs().pipeline().ifPresent(pipeline -> view.put(
                        "sourcePipelineName", pipeline.get("name").textValue())
                .put("sourcePipelineArn", pipeline.get("arn").textValue()));
        Json.copy(
                image.inputs().settings(),
                view,
                "imageTestsConfiguration",
                "enhancedImageMetadataEnabled",
                "imageScanningConfiguration",
                "executionRole",
                "workflows");
        return patched(image, view);
    }

    /**
     * Applies the answer of a seeded build, a JSON merge patch (RFC 7396). A list entry has only the members that it would
     * have anyway.
     */
    private static ObjectNode patched(Image image, ObjectNode view) {
        patch(view, image.inputs().settings().path(BuildInputs.ANSWER));
        return view;
    }

    private static void patch(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                into.remove(member.getKey());
            } else if (member.getValue().isObject() && into.path(member.getKey()) instanceof ObjectNode inner) {
                ObjectNode copy = inner.deepCopy();
                patch(copy, member.getValue());
                into.set(member.getKey(), copy);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }

    /**
     * Returns a build as a list entry.
     *
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageSummary.html">ImageSummary</a>
     */
    public ObjectNode summary(Image image) {
        ObjectNode summary = build(image).put("owner", owner(image));
        List<String> members = new ArrayList<>();
        summary.fieldNames().forEachRemaining(members::add);
        return patched(image, summary).retain(members);
    }

    /**
     * Returns a version as a list entry.
     *
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageVersion.html">ImageVersion</a>
     */
    ObjectNode version(Image image) {
        return version(image, image.versionArn(), image.version().toString()).put("owner", owner(image));
    }

    private String owner(Image image) {
        return image.isAmazonManaged() ? "Amazon" : arns.account();
    }

    private ObjectNode build(Image image) {
        ObjectNode view = version(image, image.arn(), image.version() + "/" + image.build());
        view.set("state", new FailureReport(arns).state(image));
        ObjectNode outputs = view.putObject("outputResources");
        if (image.isContainer()) {
            outputs.set("containers", new ContainerOutputs(arns).of(image));
        } else {
            outputs.putPOJO("amis", image.copies());
        }
        Json.copy(image.inputs().settings(), view, "tags", "loggingConfiguration");
        return view;
    }

    private static String type(Image image) {
        return image.isContainer() ? "DOCKER" : "AMI";
    }

    private static ObjectNode version(Image image, String arn, String version) {
        ObjectNode view = Json.object()
                .put("arn", arn)
                .put("name", image.name())
                .put("type", type(image))
                .put("version", version)
                .put("platform", image.platform())
                .put("dateCreated", Dates.inAnswer(image.created()))
                .put("buildType", image.inputs().settings().path("buildType").asText("USER_INITIATED"))
                .put("imageSource", image.isAmazonManaged() ? "AMAZON_MANAGED" : "CUSTOM");
        image.osVersion().ifPresent(name -> view.put("osVersion", name));
        return view;
    }
}
