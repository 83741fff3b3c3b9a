package imagefanout.upgraderecipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import imagefanout.lambda.EventJson;
import imagefanout.model.recipe.ImageRecipe;

/**
 * The difference between two versions of a recipe as a JSON patch. It turns GetImageRecipe's answer for the old version into
 * that for the new one, except for the ARN, the date and members that the service adds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
final class RecipePatch {
    private RecipePatch() {}

    static JsonNode between(ImageRecipe before, ImageRecipe after) {
        return JsonDiff.asJson(document(before), document(after), DiffFlags.dontNormalizeOpIntoMoveAndCopy());
    }

    private static JsonNode document(ImageRecipe recipe) {
        ObjectNode document = (ObjectNode) EventJson.object(recipe.settings().json());
        return document.put("version", recipe.arn().version().toString());
    }
}
