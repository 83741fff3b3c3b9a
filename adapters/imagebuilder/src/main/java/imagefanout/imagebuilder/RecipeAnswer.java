package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImageRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import software.amazon.awssdk.services.imagebuilder.model.CreateImageRecipeRequest;

/** Reads the answer of GetImageRecipe. */
final class RecipeAnswer {
    /** Members that no request can set. */
    private static final Set<String> READ_ONLY = Set.of("arn", "version", "dateCreated", "owner", "platform", "type");

    /** Structures that may be empty, and the value of a parameter, which is required. */
    private static final Set<String> KEPT_WHEN_EMPTY =
            Set.of("additionalInstanceConfiguration", "ebs", "systemsManagerAgent", "value");

    private static final String RESERVED = "aws:";

    private RecipeAnswer() {}

    static ImageRecipe recipe(RecipeReference reference, RawAnswer raw) {
        AnswerParser parser = new AnswerParser("GetImageRecipe of " + reference);
        JsonNode recipe = raw.at("/imageRecipe");
        RecipeArn arn = parser.required("arn", recipe.path("arn").textValue(), RecipeArn::parse);
        if (!reference.matches(arn)) {
            throw parser.malformed("arn", new MalformedException("a version of the requested recipe", arn.toString()));
        }
        ObjectNode settings = (ObjectNode) recipe;
        settings.remove(READ_ONLY);
        removeReservedTags(settings);
        CanonicalJson.removeUnset(settings, KEPT_WHEN_EMPTY);
        SortedSet<String> unknown = SdkJson.unknownTo(CreateImageRecipeRequest.builder(), settings);
        unknown.forEach(setting -> CanonicalJson.remove(settings, setting));
        return recipe(arn, settings, unknown);
    }

    static ImageRecipe recipe(RecipeArn arn, JsonNode settings, SortedSet<String> unknown) {
        List<Volume> devices = new ArrayList<>();
        settings.path("blockDeviceMappings").forEach(device -> devices.add(volume(device)));
        return new ImageRecipe(arn, devices, new Settings(CanonicalJson.of(settings)), unknown);
    }

    private static Volume volume(JsonNode device) {
        JsonNode ebs = device.path("ebs");
        return new Volume(
                device.path("deviceName").asText(),
                Optional.ofNullable(ebs.path("volumeType").textValue()),
                number(ebs.path("volumeSize")),
                number(ebs.path("iops")),
                number(ebs.path("throughput")),
                ebs.path("encrypted").isBoolean()
                        ? Optional.of(ebs.path("encrypted").booleanValue())
                        : Optional.empty());
    }

    /** A value that is not an integer is reported as a setting that the SDK does not know. */
    private static OptionalInt number(JsonNode json) {
        return json.isInt() ? OptionalInt.of(json.intValue()) : OptionalInt.empty();
    }

    /**
     * Only AWS can set tags whose keys begin with {@code aws:}, such as those of a CloudFormation stack. The service rejects
     * requests with such a tag.
     *
     * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">tag naming</a>
     */
    private static void removeReservedTags(ObjectNode settings) {
        if (settings.path("tags") instanceof ObjectNode tags) {
            tags.properties().removeIf(tag -> tag.getKey().startsWith(RESERVED));
        }
    }
}
