package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import java.util.List;
import java.util.SortedSet;

/**
 * The image recipes of EC2 Image Builder. Each call goes to the Region in the ARN; where the service cannot be asked or
 * refuses, it throws an {@link ImageBuilderException}.
 */
public interface Recipes {
    /** @throws UnknownRecipeException when the service does not know the recipe */
    ImageRecipe recipe(RecipeArn arn);

    /** The versions that there are of this recipe, itself among them. One that was made just now may be missing. */
    SortedSet<SemanticVersion> versions(ImageRecipe recipe);

    /** The recipe as it would be in that version and with these changes, and no other. Nothing is made yet. */
    ImageRecipe successor(ImageRecipe recipe, SemanticVersion version, List<VolumeChange> changes);

    /**
     * Makes the recipe; making it again changes nothing.
     *
     * @throws VersionTakenException when another recipe already has this version
     */
    void create(ImageRecipe recipe);
}
