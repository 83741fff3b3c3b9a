package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.ImageRecipe;
import java.util.List;
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

    static ImageRecipe recipe(RecipeReference reference, ObjectNode settings) {
        AnswerParser parser = new AnswerParser("GetImageRecipe of " + reference);
        RecipeArn arn = parser.required("arn", settings.path("arn").textValue(), RecipeArn::parse);
        if (!reference.matches(arn)) {
            throw parser.malformed("arn", new MalformedException("a version of the requested recipe", arn.toString()));
        }
        settings.remove(READ_ONLY);
        removeReservedTags(settings);
        CanonicalJson.removeUnset(settings, KEPT_WHEN_EMPTY);
        SortedSet<String> unknown = SdkJson.unknownTo(CreateImageRecipeRequest.builder(), settings);
        unknown.forEach(setting -> CanonicalJson.remove(settings, setting));
        return recipe(arn, settings, unknown);
    }

    static ImageRecipe recipe(RecipeArn arn, JsonNode settings, SortedSet<String> unknown) {
        CreateImageRecipeRequest.Builder request = CreateImageRecipeRequest.builder();
        SdkJson.unknownTo(request, settings);
        List<Volume> devices = request.build().blockDeviceMappings().stream()
                .map(ImageAnswer::volume)
                .toList();
        return new ImageRecipe(arn, devices, new Settings(CanonicalJson.of(settings)), unknown);
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
