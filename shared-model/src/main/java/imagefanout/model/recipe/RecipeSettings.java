package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

/**
 * Everything that a request for an image recipe can set but its version, as a JSON object with sorted keys. Kept, never
 * interpreted: two recipes have the same settings when these texts are equal. What the service adds to a recipe by itself is
 * no setting, and not in here.
 */
public record RecipeSettings(String json) {
    public RecipeSettings {
        requireNonNull(json, "json");
    }
}
