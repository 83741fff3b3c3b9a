package imagefanout.model.recipe;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;
import java.util.SortedSet;

/**
 * The image pipelines of EC2 Image Builder and the recipes that they build. Each call goes to the Region in the ARN; where the
 * service cannot be asked or refuses, it throws an {@link ImageBuilderException}.
 */
public interface RecipePipelines {
    /**
     * The pipelines that a list shows to build exactly this version, not those whose wildcards match it. A list may be two
     * minutes old.
     */
    SortedSet<PipelineArn> building(RecipeArn recipe);

    RecipePipeline pipeline(PipelineArn arn);

    /** Lets the pipeline build the recipe; everything else in it stays as it is. Doing it again changes nothing. */
    void update(RecipePipeline pipeline, RecipeArn recipe);
}
