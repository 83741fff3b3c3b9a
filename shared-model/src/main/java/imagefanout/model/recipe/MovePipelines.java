package imagefanout.model.recipe;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the pipelines that still build the old version of a recipe, and moves them to the new one. A pipeline whose recipe has
 * wildcards that match the new version builds it anyway; one whose wildcards do not match is not found.
 *
 * <p>Every method throws an {@link ImageBuilderException} when the pipelines cannot be listed. A pipeline that cannot be read or
 * updated does not stop the others.
 */
public final class MovePipelines {
    private final RecipePipelines pipelines;
    private final PassableRoles passableRoles;

    public MovePipelines(RecipePipelines pipelines, PassableRoles passableRoles) {
        this.pipelines = requireNonNull(pipelines, "pipelines");
        this.passableRoles = requireNonNull(passableRoles, "passableRoles");
    }

    /** Names the pipelines that build the old version. */
    public List<PipelineMove> find(RecipeArn old) {
        return each(old, pipeline -> outcome(pipeline, PipelineOutcome.ON_OLD_VERSION, ""));
    }

    /** What {@link #move} would do; changes nothing. */
    public List<PipelineMove> plan(RecipeArn old) {
        return each(old, pipeline -> skipped(pipeline).orElseGet(() -> outcome(pipeline, PipelineOutcome.PLANNED, "")));
    }

    /** Moves each pipeline to the new version, unless the update would lose a setting. */
    public List<PipelineMove> move(RecipeArn old, RecipeArn successor) {
        return each(old, pipeline -> skipped(pipeline).orElseGet(() -> update(pipeline, successor)));
    }

    private List<PipelineMove> each(RecipeArn old, Function<RecipePipeline, PipelineMove> step) {
        List<PipelineMove> moves = new ArrayList<>();
        for (PipelineArn arn : pipelines.building(old)) {
            try {
                RecipePipeline pipeline = pipelines.pipeline(arn);
                // The list may be two minutes old.
                if (pipeline.recipe().equals(old.toString())) {
                    moves.add(step.apply(pipeline));
                }
            } catch (ImageBuilderException e) {
                moves.add(new PipelineMove(arn, PipelineOutcome.FAILED, e.getMessage()));
            }
        }
        return moves;
    }

    private Optional<PipelineMove> skipped(RecipePipeline pipeline) {
        if (!pipeline.unknownSettings().isEmpty()) {
            return Optional.of(outcome(
                    pipeline,
                    PipelineOutcome.SKIPPED,
                    "an update would lose settings that this program does not know: "
                            + String.join(", ", pipeline.unknownSettings())
                            + "; give the pipeline the new recipe version yourself"));
        }
        return pipeline.executionRole()
                .filter(role -> !passableRoles.allow(role, pipeline.arn().account()))
                .map(role -> outcome(
                        pipeline,
                        PipelineOutcome.SKIPPED,
                        "this function may not pass the pipeline's execution role " + role
                                + ": add its ARN to the parameter PipelineRoleArns"));
    }

    private PipelineMove update(RecipePipeline pipeline, RecipeArn successor) {
        pipelines.update(pipeline, successor);
        RecipePipeline updated = pipelines.pipeline(pipeline.arn());
        if (!updated.recipe().equals(successor.toString())
                || !updated.settings().equals(pipeline.settings())) {
            return outcome(
                    pipeline,
                    PipelineOutcome.FAILED,
                    "the update was accepted, but the pipeline does not read back as it was sent: check its settings");
        }
        return outcome(pipeline, PipelineOutcome.UPDATED, "");
    }

    private static PipelineMove outcome(RecipePipeline pipeline, PipelineOutcome outcome, String reason) {
        return new PipelineMove(pipeline.arn(), outcome, reason);
    }
}
