package imagefanout.testing.recipe;

import imagefanout.model.identity.PipelineArn;
import imagefanout.model.recipe.RecipePipelines;

class InMemoryRecipePipelinesTest extends RecipePipelinesContract {
    private final InMemoryRecipePipelines pipelines = new InMemoryRecipePipelines();

    @Override
    protected RecipePipelines pipelines() {
        return pipelines;
    }

    @Override
    protected void given(PipelineArn arn, String recipe) {
        pipelines.put(arn, recipe);
    }
}
