package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The documents that a build uses, copied when the build starts.
 *
 * @param settings the other settings of the build: tests, tags, workflows, ...
 */
public record BuildInputs(
        ObjectNode recipe,
        ObjectNode infrastructure,
        Optional<ObjectNode> distribution,
        Optional<ObjectNode> pipeline,
        ObjectNode settings) {

    /** The setting of a seeded build with the number in its ARN. Without it, a build gets the next number. */
    public static final String BUILD = "seededBuild";

    /** The setting of a seeded build with a JSON merge patch of its answers. */
    public static final String ANSWER = "seededAnswer";

    public BuildInputs {
        requireNonNull(recipe, "recipe");
        requireNonNull(infrastructure, "infrastructure");
        requireNonNull(distribution, "distribution");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(settings, "settings");
    }

    BuildInputs withSettings(ObjectNode newSettings) {
        return new BuildInputs(recipe, infrastructure, distribution, pipeline, newSettings);
    }
}
