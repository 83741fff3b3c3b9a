package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The result of moving a recipe's volumes to another type.
 *
 * @param recipe the version whose volumes should move
 * @param successor the version with the new settings; empty when there is nothing to change
 */
public record RecipeUpgrade(Outcome outcome, ImageRecipe recipe, Optional<ImageRecipe> successor) {
    public enum Outcome {
        /** The successor was created; it was read back and has all settings. */
        CREATED,
        /** A dry run: the successor would be created. */
        PLANNED,
        /** A newer version already has the settings of the new one. */
        ALREADY_THERE,
        /** No block device is of the old type. */
        NOTHING_TO_CHANGE
    }

    public RecipeUpgrade {
        requireNonNull(outcome, "outcome");
        requireNonNull(recipe, "recipe");
        requireNonNull(successor, "successor");
    }

    /** Whether the answer shows what changes: an existing successor may have been made long ago. */
    public boolean isNew() {
        return outcome == Outcome.CREATED || outcome == Outcome.PLANNED;
    }
}
