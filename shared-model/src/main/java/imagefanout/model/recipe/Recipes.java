package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.identity.RecipeReference;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.ImageBuilderException;
import java.util.List;
import java.util.SortedSet;

/**
 * The image recipes of EC2 Image Builder. Each call goes to the Region in the ARN, and throws an {@link ImageBuilderException}
 * when Image Builder could not be called or refused.
 */
public interface Recipes {
    /** @throws imagefanout.model.image.UnknownResourceException when Image Builder does not know the recipe */
    ImageRecipe recipe(RecipeArn arn);

    /**
     * The recipe that the reference names, or the newest version that its wildcards match.
     *
     * @throws imagefanout.model.image.UnknownResourceException when Image Builder knows none
     */
    ImageRecipe newest(RecipeReference reference);

    /** The versions of this recipe, its own included. A version that was created just now may be missing. */
    SortedSet<SemanticVersion> versions(ImageRecipe recipe);

    /** The recipe in that version with these changes only. Nothing is created. */
    ImageRecipe successor(ImageRecipe recipe, SemanticVersion version, List<VolumeChange> changes);

    /**
     * Creates the recipe. Doing it again changes nothing.
     *
     * @throws VersionTakenException when another recipe already has this version
     */
    void create(ImageRecipe recipe);
}
