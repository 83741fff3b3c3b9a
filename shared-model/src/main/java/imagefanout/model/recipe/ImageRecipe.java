package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.Volume;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version of an image recipe. Recipes are immutable: whoever wants another one makes a new version.
 *
 * @param devices its block devices in their order, those that are no EBS volume among them
 * @param unknownSettings JSON pointers to settings that a new version would lose, because they are newer than the means to
 *     write them: such a recipe is better left alone
 */
public record ImageRecipe(
        RecipeArn arn, List<Volume> devices, RecipeSettings settings, SortedSet<String> unknownSettings) {
    public ImageRecipe {
        requireNonNull(arn, "arn");
        devices = List.copyOf(devices);
        requireNonNull(settings, "settings");
        unknownSettings = Collections.unmodifiableSortedSet(new TreeSet<>(unknownSettings));
    }

    /** Whether the other says the same, whatever its version. */
    boolean hasSameSettingsAs(ImageRecipe other) {
        return settings.equals(other.settings);
    }
}
