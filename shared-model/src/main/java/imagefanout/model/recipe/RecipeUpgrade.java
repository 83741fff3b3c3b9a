package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.RecipeArn;

/** The result of moving a recipe's volumes to another type. */
public sealed interface RecipeUpgrade {
    /** The recipe whose volumes should move. */
    RecipeArn recipe();

    /** A new version was created; it was read back and has all settings of {@code after}. */
    record Created(ImageRecipe before, ImageRecipe after) implements RecipeUpgrade {
        @Override
        public RecipeArn recipe() {
            return before.arn();
        }
    }

    /** A dry run: {@code after} would be created. */
    record Planned(ImageRecipe before, ImageRecipe after) implements RecipeUpgrade {
        @Override
        public RecipeArn recipe() {
            return before.arn();
        }
    }

    /** A newer version already has the settings of the new one. */
    record AlreadyExists(RecipeArn recipe, RecipeArn successor) implements RecipeUpgrade {}

    /** No block device is of the old type. */
    record NothingToChange(RecipeArn recipe) implements RecipeUpgrade {}

    /** It is not possible or not allowed, and nothing was created. */
    record Refused(RecipeArn recipe, String reason) implements RecipeUpgrade {
        public Refused {
            requireNonNull(reason, "reason");
        }
    }
}
