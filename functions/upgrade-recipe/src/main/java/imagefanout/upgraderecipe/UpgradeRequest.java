package imagefanout.upgraderecipe;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventFields;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.recipe.VolumeMove;
import imagefanout.model.recipe.VolumeType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parsed event.
 *
 * @param recipes the ARNs without duplicates; not parsed yet, so that an invalid one does not affect the others
 * @param isSingle whether the event names one recipe and not a list; the invocation then fails if the recipe is refused
 * @param version the version to create; if empty, the next free patch version
 * @param updatePipelines whether the pipelines that build the old version get the new one
 */
record UpgradeRequest(
        List<String> recipes,
        boolean isSingle,
        VolumeMove move,
        Optional<SemanticVersion> version,
        boolean updatePipelines,
        boolean dryRun) {
    private static final String RECIPE = "imageRecipeArn";
    private static final String RECIPES = "imageRecipeArns";

    UpgradeRequest {
        recipes = List.copyOf(recipes);
    }

    /** @throws MalformedException when a field of the event is invalid, missing or unknown */
    static UpgradeRequest parse(JsonNode event) {
        EventFields fields = new EventFields(
                event, Set.of(RECIPE, RECIPES, "from", "to", "semanticVersion", "updatePipelines", "dryRun"));
        if (fields.has(RECIPE) == fields.has(RECIPES)) {
            throw new MalformedException("either " + RECIPE + " or " + RECIPES, event.toString());
        }
        return new UpgradeRequest(
                fields.has(RECIPE) ? List.of(fields.required(RECIPE, Function.identity())) : texts(event.get(RECIPES)),
                fields.has(RECIPE),
                new VolumeMove(fields.required("from", VolumeType::parse), fields.required("to", VolumeType::parse)),
                fields.parsed("semanticVersion", SemanticVersion::parse),
                fields.flag("updatePipelines"),
                fields.flag("dryRun"));
    }

    private static List<String> texts(JsonNode values) {
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.isTextual() ? value.textValue() : value.toString()));
        if (!values.isArray() || texts.isEmpty()) {
            throw new MalformedException("a list that is not empty in " + RECIPES, values.toString());
        }
        return List.copyOf(texts);
    }
}
