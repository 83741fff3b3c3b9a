package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.PipelineArn;

/**
 * The result for one pipeline that builds the old version of a recipe.
 *
 * @param reason why; empty when there is nothing to explain
 */
public record PipelineMove(PipelineArn pipeline, PipelineOutcome outcome, String reason) {
    public PipelineMove {
        requireNonNull(pipeline, "pipeline");
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
    }
}
