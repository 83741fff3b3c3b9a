package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a build is made from, as it was when the build began.
 *
 * @param settings what the build was asked for besides: tests, tags, workflows, ...
 */
public record Ingredients(
        ObjectNode recipe,
        ObjectNode infrastructure,
        Optional<ObjectNode> distribution,
        Optional<ObjectNode> pipeline,
        ObjectNode settings) {

    public Ingredients {
        requireNonNull(recipe, "recipe");
        requireNonNull(infrastructure, "infrastructure");
        requireNonNull(distribution, "distribution");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(settings, "settings");
    }

    Ingredients withSettings(ObjectNode newSettings) {
        return new Ingredients(recipe, infrastructure, distribution, pipeline, newSettings);
    }
}
