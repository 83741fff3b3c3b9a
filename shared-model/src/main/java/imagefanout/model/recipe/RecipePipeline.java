package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Settings;
import java.util.Optional;
import java.util.SortedSet;

/**
 * An image pipeline, for giving it another recipe.
 *
 * @param recipe what it builds, as the service writes it: an image recipe in one version or with wildcards, or a container
 *     recipe
 * @param executionRole name or ARN of the role that its workflows run with
 * @param settings everything but the recipe that an update can set
 * @param unknownSettings JSON pointers to settings that this program does not know and an update would lose
 */
public record RecipePipeline(
        PipelineArn arn,
        String recipe,
        Optional<String> executionRole,
        Settings settings,
        SortedSet<String> unknownSettings) {
    public RecipePipeline {
        requireNonNull(arn, "arn");
        requireNonNull(recipe, "recipe");
        requireNonNull(executionRole, "executionRole");
        requireNonNull(settings, "settings");
        unknownSettings = Sorted.copyOf(unknownSettings);
    }
}
