package emulators.imagebuilder.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.wire.shape.Json;
import java.util.List;

/**
 * The container images of a build: in the recipe's repository in its own Region, and in the targets of the distribution configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Container.html">Container</a>
 */
public record ContainerOutputs(Arns arns) {

    /** Returns the outputs of a build; none before it is AVAILABLE. */
    public ArrayNode of(Image image) {
        ArrayNode containers = Json.mapper().createArrayNode();
        if (!image.isContainer() || image.status() != ImageStatus.AVAILABLE) {
            return containers;
        }
        List<JsonNode> distributions = image.inputs()
                .distribution()
                .map(distribution -> Json.elements(distribution, "distributions"))
                .orElse(List.of());
        add(containers, image, arns.region(), image.inputs().recipe().path("targetRepository"), List.of());
        for (JsonNode distribution : distributions) {
            JsonNode container = distribution.path("containerDistributionConfiguration");
            if (container.isObject()) {
                String region = distribution.get("region").textValue();
                add(
                        containers,
                        image,
                        region,
                        container.path("targetRepository"),
                        Json.texts(container, "containerTags"));
            }
        }
        return containers;
    }

    /** <em>Inferred:</em> each image has the version and build as a tag, in addition to the tags in the configuration. */
    private void add(ArrayNode containers, Image image, String region, JsonNode repository, List<String> tags) {
        String name = Json.text(repository, "repositoryName").orElse("images");
        String uri = arns.account() + ".dkr.ecr." + region + ".amazonaws.com/" + name + ":";
        ArrayNode uris = containers
                .addObject()
                .put("region", region)
                .putArray("imageUris")
                .add(uri + image.version() + "-" + image.build());
        tags.forEach(tag -> uris.add(uri + tag));
    }
}
