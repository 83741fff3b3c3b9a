package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

/**
 * Everything that an image recipe says but for its ARN, version and date, as a JSON object with sorted keys. Kept, never
 * interpreted: two recipes are equal when these texts are.
 */
public record RecipeSettings(String json) {
    public RecipeSettings {
        requireNonNull(json, "json");
    }
}
