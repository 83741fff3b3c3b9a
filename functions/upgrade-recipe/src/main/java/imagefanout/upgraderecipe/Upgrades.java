package imagefanout.upgraderecipe;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.recipe.ImageRecipe;
import imagefanout.model.recipe.RecipeUpgrade;
import imagefanout.model.recipe.UpgradeRecipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upgrades the recipes of a request one by one: the refusal of one does not stop the others. */
final class Upgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);

    private final UpgradeRecipe upgradeRecipe;

    Upgrades(UpgradeRecipe upgradeRecipe) {
        this.upgradeRecipe = requireNonNull(upgradeRecipe, "upgradeRecipe");
    }

    /**
     * Returns the outcome of each recipe, in the order of the request.
     *
     * @throws UpgradeRefusedException when the request names a single recipe, which is refused
     * @throws ImageBuilderException when the request names a single recipe, and the service refuses or does not answer
     */
    ObjectNode carryOut(UpgradeRequest request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode recipes = answer.putArray("recipes");
        for (String recipe : request.recipes()) {
            ObjectNode outcome = request.asksForOne() ? outcome(recipe, request) : outcomeAmongOthers(recipe, request);
            LOG.info(
                    "image recipe processed",
                    entry("recipe", LogRedaction.redactForeign(recipe)),
                    entry("outcome", outcome.get("outcome").textValue()),
                    entry("newRecipe", outcome.path("newImageRecipeArn").asText()));
            recipes.add(outcome);
        }
        return answer;
    }

    private ObjectNode outcomeAmongOthers(String recipe, UpgradeRequest request) {
        try {
            return outcome(recipe, request);
        } catch (UpgradeRefusedException | MalformedException e) {
            return outcome(recipe, "REFUSED").put("reason", e.getMessage());
        } catch (ImageBuilderException e) {
            return outcome(recipe, "FAILED").put("reason", e.getMessage());
        }
    }

    private ObjectNode outcome(String recipe, UpgradeRequest request) {
        RecipeArn arn = RecipeArn.parse(recipe);
        RecipeUpgrade upgrade = request.dryRun()
                ? upgradeRecipe.plan(arn, request.move(), request.version())
                : upgradeRecipe.upgrade(arn, request.move(), request.version());
        if (upgrade instanceof RecipeUpgrade.Created created) {
            return outcome(recipe, "CREATED", created.before(), created.after());
        }
        if (upgrade instanceof RecipeUpgrade.Planned planned) {
            return outcome(recipe, "PLANNED", planned.before(), planned.after());
        }
        if (upgrade instanceof RecipeUpgrade.AlreadyExists there) {
            return outcome(recipe, "ALREADY_THERE")
                    .put("newImageRecipeArn", there.successor().toString());
        }
        if (upgrade instanceof RecipeUpgrade.Refused refused) {
            throw new UpgradeRefusedException(refused.recipe(), refused.reason());
        }
        return outcome(recipe, "NOTHING_TO_CHANGE");
    }

    private static ObjectNode outcome(String recipe, String outcome, ImageRecipe before, ImageRecipe after) {
        ObjectNode entry =
                outcome(recipe, outcome).put("newImageRecipeArn", after.arn().toString());
        entry.set("patch", RecipePatch.between(before, after));
        return entry;
    }

    private static ObjectNode outcome(String recipe, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("imageRecipeArn", recipe)
                .put("outcome", outcome);
    }
}
