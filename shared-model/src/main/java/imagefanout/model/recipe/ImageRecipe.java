package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.Settings;
import imagefanout.model.image.Volume;
import java.util.List;
import java.util.SortedSet;

/**
 * One version of an image recipe. Recipes are immutable: a change needs a new version.
 *
 * @param devices its block devices in order, including those that are not EBS volumes
 * @param settings everything except the version that a request can set, and nothing that Image Builder adds
 * @param unknownSettings JSON pointers to settings that this program does not know and a new version would lose; such a
 *     recipe is not upgraded
 */
public record ImageRecipe(RecipeArn arn, List<Volume> devices, Settings settings, SortedSet<String> unknownSettings) {
    public ImageRecipe {
        requireNonNull(arn, "arn");
        devices = List.copyOf(devices);
        requireNonNull(settings, "settings");
        unknownSettings = Sorted.copyOf(unknownSettings);
    }

    /** Whether the two differ at most in their versions. */
    boolean hasSameSettingsAs(ImageRecipe other) {
        return settings.equals(other.settings);
    }
}
