package imagefanout.upgraderecipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import imagefanout.lambda.EventJson;
import imagefanout.model.recipe.ImageRecipe;
import imagefanout.model.recipe.PipelineMove;
import imagefanout.model.recipe.RecipeUpgrade;
import java.util.List;

/** One recipe in the answer. */
final class RecipeEntry {
    private RecipeEntry() {}

    static ObjectNode of(String recipe, String outcome, String reason) {
        return of(recipe, outcome).put("reason", reason);
    }

    /** @param recipe the ARN in the request */
    static ObjectNode of(String recipe, RecipeUpgrade upgrade) {
        ObjectNode entry = of(recipe, upgrade.outcome().name());
        String old = upgrade.recipe().arn().toString();
        if (!old.equals(recipe)) {
            entry.put("oldImageRecipeArn", old);
        }
        upgrade.successor().ifPresent(successor -> {
            entry.put("newImageRecipeArn", successor.arn().toString());
            if (upgrade.isNew()) {
                entry.set("patch", patch(upgrade.recipe(), successor));
            }
        });
        return entry;
    }

    private static ObjectNode of(String recipe, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("imageRecipeArn", recipe)
                .put("outcome", outcome);
    }

    /**
     * The difference as a JSON patch. It turns GetImageRecipe's answer for the old version into that for the new one, except for
     * the ARN, the date and members that the service adds.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
     */
    private static JsonNode patch(ImageRecipe before, ImageRecipe after) {
        return JsonDiff.asJson(document(before), document(after), DiffFlags.dontNormalizeOpIntoMoveAndCopy());
    }

    private static JsonNode document(ImageRecipe recipe) {
        ObjectNode document = (ObjectNode) EventJson.object(recipe.settings().json());
        return document.put("version", recipe.arn().version().toString());
    }

    /** Adds the pipelines that build the old version, or did before this invocation. */
    static void addPipelines(ObjectNode entry, List<PipelineMove> moves) {
        ArrayNode pipelines = entry.putArray("pipelines");
        for (PipelineMove move : moves) {
            ObjectNode pipeline = pipelines
                    .addObject()
                    .put("imagePipelineArn", move.pipeline().toString())
                    .put("outcome", move.outcome().name());
            if (!move.reason().isEmpty()) {
                pipeline.put("reason", move.reason());
            }
        }
    }
}
