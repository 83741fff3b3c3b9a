package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.PipelineArn;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image pipeline, for giving it another recipe.
 *
 * @param recipe what it builds, as the service writes it: an image recipe in one version or with wildcards, or a container
 *     recipe
 * @param executionRole name or ARN of the role that its workflows run with
 * @param settings everything but the recipe that an update can set, as a JSON object with sorted keys
 * @param unknownSettings JSON pointers to settings that an update would lose, because they are newer than the means to write
 *     them
 */
public record RecipePipeline(
        PipelineArn arn,
        String recipe,
        Optional<String> executionRole,
        String settings,
        SortedSet<String> unknownSettings) {
    public RecipePipeline {
        requireNonNull(arn, "arn");
        requireNonNull(recipe, "recipe");
        requireNonNull(executionRole, "executionRole");
        requireNonNull(settings, "settings");
        unknownSettings = Collections.unmodifiableSortedSet(new TreeSet<>(unknownSettings));
    }
}
