package imagefanout.upgraderecipe;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.LogRedaction;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.recipe.MovePipelines;
import imagefanout.model.recipe.PipelineMove;
import imagefanout.model.recipe.RecipeUpgrade;
import imagefanout.model.recipe.UpgradeRecipe;
import imagefanout.model.recipe.UpgradeRefusedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upgrades the recipes of a request one by one. A refused recipe does not stop the others. */
final class Upgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);

    private final UpgradeRecipe upgradeRecipe;
    private final MovePipelines movePipelines;

    Upgrades(UpgradeRecipe upgradeRecipe, MovePipelines movePipelines) {
        this.upgradeRecipe = requireNonNull(upgradeRecipe, "upgradeRecipe");
        this.movePipelines = requireNonNull(movePipelines, "movePipelines");
    }

    /**
     * Returns the outcome of each recipe, in the order of the request.
     *
     * @throws UpgradeRefusedException when the single recipe of the request is refused
     * @throws ImageBuilderException when a call for the single recipe of the request fails
     */
    ObjectNode upgradeAll(UpgradeRequest request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode recipes = answer.putArray("recipes");
        for (String recipe : request.recipes()) {
            ObjectNode outcome = request.isSingle() ? upgrade(recipe, request) : tryUpgrade(recipe, request);
            LOG.info(
                    "image recipe processed",
                    entry("recipe", LogRedaction.redactForeign(recipe)),
                    entry("outcome", outcome.get("outcome").textValue()),
                    entry("newRecipe", outcome.path("newImageRecipeArn").asText()),
                    entry("pipelines", outcome.path("pipelines").findValuesAsText("outcome")));
            recipes.add(outcome);
        }
        return answer;
    }

    private ObjectNode tryUpgrade(String recipe, UpgradeRequest request) {
        try {
            return upgrade(recipe, request);
        } catch (UpgradeRefusedException | MalformedException e) {
            return RecipeEntry.of(recipe, "REFUSED", e.getMessage());
        } catch (ImageBuilderException e) {
            return RecipeEntry.of(recipe, "FAILED", e.getMessage());
        }
    }

    private ObjectNode upgrade(String recipe, UpgradeRequest request) {
        RecipeReference reference = RecipeReference.parse(recipe);
        RecipeUpgrade upgrade = request.dryRun()
                ? upgradeRecipe.plan(reference, request.move(), request.version())
                : upgradeRecipe.upgrade(reference, request.move(), request.version());
        ObjectNode entry = RecipeEntry.of(recipe, upgrade);
        upgrade.successor()
                .ifPresent(successor ->
                        addPipelines(entry, request, upgrade.recipe().arn(), successor.arn()));
        return entry;
    }

    /** If the pipelines cannot be listed, the answer has that failure as well as the new version. */
    private void addPipelines(ObjectNode entry, UpgradeRequest request, RecipeArn old, RecipeArn successor) {
        try {
            RecipeEntry.addPipelines(entry, pipelines(request, old, successor));
        } catch (ImageBuilderException e) {
            entry.put("pipelinesFailure", e.getMessage());
        }
    }

    private List<PipelineMove> pipelines(UpgradeRequest request, RecipeArn old, RecipeArn successor) {
        if (!request.updatePipelines()) {
            return movePipelines.find(old);
        }
        return request.dryRun() ? movePipelines.plan(old) : movePipelines.move(old, successor);
    }
}
