package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.RecipeArn;

/** What became of the wish to move a recipe's volumes to another type. */
public sealed interface RecipeUpgrade {
    /** The recipe that was to be moved. */
    RecipeArn recipe();

    /** A new version was made, and reads back as {@code after}. */
    record Created(ImageRecipe before, ImageRecipe after) implements RecipeUpgrade {
        @Override
        public RecipeArn recipe() {
            return before.arn();
        }
    }

    /** Nothing was made yet; it would be {@code after}. */
    record Planned(ImageRecipe before, ImageRecipe after) implements RecipeUpgrade {
        @Override
        public RecipeArn recipe() {
            return before.arn();
        }
    }

    /** A newer version says already what the new one would say. */
    record AlreadyExists(RecipeArn recipe, RecipeArn successor) implements RecipeUpgrade {}

    /** No block device is of the old type. */
    record NothingToChange(RecipeArn recipe) implements RecipeUpgrade {}

    /** It cannot or must not be done, and nothing was made. */
    record Refused(RecipeArn recipe, String reason) implements RecipeUpgrade {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
