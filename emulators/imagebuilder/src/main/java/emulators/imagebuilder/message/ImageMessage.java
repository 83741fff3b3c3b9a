package emulators.imagebuilder.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Copies;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.report.ContainerOutputs;
import emulators.imagebuilder.report.FailureReport;
import emulators.wire.shape.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The SNS message for a finished build. Like in the service, it differs from GetImage: other date format, version without the build number, another name for the tests configuration, no pipeline name, and keys in random order.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-sns.html">Amazon SNS integration in
 *     Image Builder</a>
 */
final class ImageMessage {

    /** The SNS size limit in bytes. The text is ASCII. */
    private static final int MAX_BYTES = 256 * 1024;

    private final Image image;
    private final Arns arns;
    private final String account;

    ImageMessage(Image image, Arns arns) {
        this.image = image;
        this.arns = arns;
        this.account = arns.account();
    }

    /** Returns the message. Its ID determines the order of the keys. */
    String text(String messageId) {
        return shortenedToLimit((ObjectNode) shuffled(document(messageId), new Random(messageId.hashCode())));
    }

    private ObjectNode document(String internalId) {
        ObjectNode message = Json.object()
                .put("versionlessArn", image.versionlessArn())
                .put("semver", image.sortableVersion())
                .put("arn", image.arn())
                .put("name", image.name())
                .put("version", image.version().toString())
                .put("type", image.isContainer() ? "DOCKER" : "AMI")
                .put("buildVersion", image.build())
                .put("platform", image.platform())
                .put("dateCreated", Dates.inMessage(image.created()))
                .put("accountId", account)
                .put("enhancedImageMetadataEnabled", enhancedMetadata())
                .put("buildType", image.inputs().settings().path("buildType").asText("USER_INITIATED"));
        message.set("state", new FailureReport(arns).state(image));
        addResources(message);
        image.pipelineArn().ifPresent(arn -> message.put("sourcePipelineArn", arn));
        image.osVersion().ifPresent(osVersion -> message.put("osVersion", osVersion));
        message.set("imageTestsConfigurationDocument", image.inputs().settings().get("imageTestsConfiguration"));
        ObjectNode outputs = message.putObject("outputResources").putPOJO("amis", amis());
        if (image.isContainer()) {
            outputs.set("containers", new ContainerOutputs(arns).of(image));
        }
        message.set("tags", tags(internalId));
        if (image.status() == ImageStatus.AVAILABLE) {
            addJobs(message, internalId);
        }
        return message;
    }

    private static void addJobs(ObjectNode message, String internalId) {
        message.put("buildExecutionId", "build-" + internalId)
                .put("testExecutionId", "test-" + internalId)
                .put("distributionJobId", "dist-" + internalId);
    }

    private void addResources(ObjectNode message) {
        message.set(
                image.isContainer() ? "containerRecipe" : "imageRecipe",
                resource(image.inputs().recipe(), "type", "owner"));
        message.set("infrastructureConfiguration", resource(image.inputs().infrastructure()));
        image.inputs()
                .distribution()
                .ifPresent(distribution ->
                        message.set("distributionConfiguration", resource(distribution, "timeoutMinutes")));
    }

    private boolean enhancedMetadata() {
        return image.inputs().settings().path("enhancedImageMetadataEnabled").asBoolean(true);
    }

    /** The message of a failed build contains no AMIs, even if some were made. */
    private Copies amis() {
        return image.status() == ImageStatus.AVAILABLE ? image.copies() : new Copies(List.of());
    }

    private ObjectNode tags(String internalId) {
        ObjectNode tags = Json.object();
        if (image.inputs().settings().get("tags") instanceof ObjectNode given) {
            tags.setAll(given);
        }
        return tags.put("internalId", internalId).put("resourceArn", image.arn());
    }

    private ObjectNode resource(ObjectNode kept, String... without) {
        ObjectNode resource = kept.deepCopy().put("accountId", account).without(List.of(without));
        for (String date : List.of("dateCreated", "dateUpdated")) {
            Json.text(resource, date).map(Instant::parse).ifPresent(at -> resource.put(date, Dates.inMessage(at)));
        }
        return resource;
    }

    private static JsonNode shuffled(JsonNode value, Random order) {
        if (value instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            Collections.shuffle(members, order);
            ObjectNode shuffled = Json.object();
            members.forEach(member -> shuffled.set(member.getKey(), shuffled(member.getValue(), order)));
            return shuffled;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode shuffled = Json.mapper().createArrayNode();
            list.forEach(element -> shuffled.add(shuffled(element, order)));
            return shuffled;
        }
        return value;
    }

    /**
     * <em>Inferred:</em> Image Builder's documentation does not define how a message that is too large for SNS is shortened. This emulator removes the AMIs first, then the distributions, then the failures of single copies.
     */
    private static String shortenedToLimit(ObjectNode message) {
        String text = Json.text(message);
        if (text.length() > MAX_BYTES) {
            message.putObject("outputResources").putArray("amis");
            text = Json.text(message);
        }
        if (text.length() > MAX_BYTES && message.get("distributionConfiguration") instanceof ObjectNode distribution) {
            distribution.putArray("distributions");
            text = Json.text(message);
        }
        if (text.length() > MAX_BYTES && message.get("state") instanceof ObjectNode state) {
            state.remove("failureContext");
            text = Json.text(message);
        }
        return text;
    }
}
