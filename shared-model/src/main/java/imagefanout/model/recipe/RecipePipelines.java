package imagefanout.model.recipe;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;
import java.util.SortedSet;

/**
 * The image pipelines of EC2 Image Builder and the recipes that they build. Each call goes to the Region in the ARN, and
 * throws an {@link ImageBuilderException} when Image Builder could not be called or refused.
 */
public interface RecipePipelines {
    /**
     * The pipelines that are listed with exactly this version, not those whose wildcards match it. A list may be two minutes
     * old.
     */
    SortedSet<PipelineArn> building(RecipeArn recipe);

    RecipePipeline pipeline(PipelineArn arn);

    /** Replaces the pipeline's recipe and nothing else. Doing it again changes nothing. */
    void update(RecipePipeline pipeline, RecipeArn recipe);
}
