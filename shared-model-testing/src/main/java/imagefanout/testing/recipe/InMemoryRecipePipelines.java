package imagefanout.testing.recipe;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.Settings;
import imagefanout.model.recipe.RecipePipeline;
import imagefanout.model.recipe.RecipePipelines;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Pipelines as tests set them up. */
public final class InMemoryRecipePipelines implements RecipePipelines {
    private final SortedMap<PipelineArn, RecipePipeline> pipelines = new TreeMap<>();
    private final SortedMap<PipelineArn, String> listedWith = new TreeMap<>();
    private UnaryOperator<RecipePipeline> onUpdate = UnaryOperator.identity();

    /** Adds a pipeline. */
    public synchronized RecipePipeline put(PipelineArn arn, String recipe) {
        return put(new RecipePipeline(arn, recipe, Optional.empty(), new Settings("{}"), new TreeSet<>()));
    }

    /** Adds a pipeline. */
    public synchronized RecipePipeline put(RecipePipeline pipeline) {
        pipelines.put(pipeline.arn(), pipeline);
        return pipeline;
    }

    /** From now on, lists show the pipeline with the recipe that it has now. */
    public synchronized void freezeInLists(PipelineArn arn) {
        listedWith.put(arn, pipelines.get(arn).recipe());
    }

    /** From now on, changes the result of every update; it may throw. */
    public synchronized void onUpdate(UnaryOperator<RecipePipeline> change) {
        onUpdate = change;
    }

    @Override
    public synchronized SortedSet<PipelineArn> building(RecipeArn recipe) {
        return pipelines.values().stream()
                .filter(pipeline -> listedWith
                        .getOrDefault(pipeline.arn(), pipeline.recipe())
                        .equals(recipe.toString()))
                .map(RecipePipeline::arn)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized RecipePipeline pipeline(PipelineArn arn) {
        return Optional.ofNullable(pipelines.get(arn))
                .orElseThrow(() -> new ImageBuilderException(
                        "GetImagePipeline of " + arn, new IllegalStateException("no such pipeline")));
    }

    @Override
    public synchronized void update(RecipePipeline pipeline, RecipeArn recipe) {
        pipelines.put(
                pipeline.arn(),
                onUpdate.apply(new RecipePipeline(
                        pipeline.arn(),
                        recipe.toString(),
                        pipeline.executionRole(),
                        pipeline.settings(),
                        pipeline.unknownSettings())));
    }
}
