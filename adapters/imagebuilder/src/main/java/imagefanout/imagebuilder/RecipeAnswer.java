package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImageRecipe;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.imagebuilder.model.CreateImageRecipeRequest;

/** Reads what GetImageRecipe answered. */
final class RecipeAnswer {
    /** Settings that the service derives from those that were sent, and that nobody can send. */
    static final Set<String> WHAT_FOLLOWS_FROM_THE_REST = Set.of("owner", "platform", "type");

    private static final SdkPojo A_NEW_VERSION =
            CreateImageRecipeRequest.builder().build();
    private static final Set<String> OF_ONE_VERSION = Set.of("arn", "version", "dateCreated");
    private static final String RESERVED = "aws:";

    private RecipeAnswer() {}

    static ImageRecipe recipe(RecipeArn arn, RawAnswer raw) {
        AnswerParser parser = new AnswerParser("GetImageRecipe of " + arn);
        JsonNode recipe = raw.at("/imageRecipe");
        RecipeArn answered = parser.required("arn", recipe.path("arn").textValue(), RecipeArn::parse);
        if (!answered.equals(arn)) {
            throw parser.malformed("arn", new MalformedException("the ARN that was asked for", answered.toString()));
        }
        ObjectNode settings = (ObjectNode) recipe;
        settings.remove(OF_ONE_VERSION);
        removeReservedTags(settings);
        removeNulls(settings);
        removeEmpty(settings, "components", "tags", "amiTags");
        settings.path("components").forEach(component -> removeEmpty(component, "parameters"));
        ObjectNode toSend = settings.deepCopy();
        toSend.remove(WHAT_FOLLOWS_FROM_THE_REST);
        return recipe(arn, settings, UnknownSettings.in(toSend, A_NEW_VERSION));
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

    /** What is no number is a setting that the SDK does not know, and is reported as such. */
    private static OptionalInt number(JsonNode json) {
        return json.isInt() ? OptionalInt.of(json.intValue()) : OptionalInt.empty();
    }

    /**
     * Tags such as those of a CloudFormation stack are put on by AWS alone and belong to the one resource: nobody can send
     * them with another.
     *
     * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html">tag naming</a>
     */
    private static void removeReservedTags(ObjectNode settings) {
        if (settings.path("tags") instanceof ObjectNode tags) {
            List<String> reserved = new ArrayList<>();
            tags.fieldNames().forEachRemaining(name -> {
                if (name.startsWith(RESERVED)) {
                    reserved.add(name);
                }
            });
            tags.remove(reserved);
        }
    }

    /** Of these the API takes one entry or more: the service answers none where nothing was ever set. */
    private static void removeEmpty(JsonNode json, String... members) {
        for (String member : members) {
            if (json instanceof ObjectNode object
                    && object.path(member).isContainerNode()
                    && object.path(member).isEmpty()) {
                object.remove(member);
            }
        }
    }

    /** A member that is null sets nothing. */
    private static void removeNulls(JsonNode json) {
        if (json instanceof ObjectNode || json instanceof ArrayNode) {
            for (Iterator<JsonNode> members = json.elements(); members.hasNext(); ) {
                JsonNode member = members.next();
                if (member.isNull() && json.isObject()) {
                    members.remove();
                } else {
                    removeNulls(member);
                }
            }
        }
    }
}
