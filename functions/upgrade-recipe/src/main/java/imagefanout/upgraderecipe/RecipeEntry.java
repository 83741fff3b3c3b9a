package imagefanout.upgraderecipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        ObjectNode entry = of(recipe, outcome(upgrade));
        if (!upgrade.recipe().toString().equals(recipe)) {
            entry.put("oldImageRecipeArn", upgrade.recipe().toString());
        }
        if (upgrade instanceof RecipeUpgrade.Created created) {
            addChange(entry, created.before(), created.after());
        } else if (upgrade instanceof RecipeUpgrade.Planned planned) {
            addChange(entry, planned.before(), planned.after());
        } else if (upgrade instanceof RecipeUpgrade.AlreadyExists existing) {
            entry.put("newImageRecipeArn", existing.successor().toString());
        }
        return entry;
    }

    private static ObjectNode of(String recipe, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("imageRecipeArn", recipe)
                .put("outcome", outcome);
    }

    private static String outcome(RecipeUpgrade upgrade) {
        if (upgrade instanceof RecipeUpgrade.Created) {
            return "CREATED";
        }
        if (upgrade instanceof RecipeUpgrade.Planned) {
            return "PLANNED";
        }
        if (upgrade instanceof RecipeUpgrade.AlreadyExists) {
            return "ALREADY_THERE";
        }
        return upgrade instanceof RecipeUpgrade.Refused ? "REFUSED" : "NOTHING_TO_CHANGE";
    }

    private static void addChange(ObjectNode entry, ImageRecipe before, ImageRecipe after) {
        entry.put("newImageRecipeArn", after.arn().toString());
        entry.set("patch", RecipePatch.between(before, after));
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
