package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.Settings;
import imagefanout.model.recipe.RecipePipeline;
import imagefanout.model.recipe.RecipePipelines;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import software.amazon.awssdk.services.imagebuilder.model.UpdateImagePipelineRequest;

/**
 * Calls the service in the Region of each ARN. An update replaces the whole pipeline, so it sends back every setting of
 * GetImagePipeline's raw answer.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePipelines.html">ListImagePipelines</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImagePipeline.html">GetImagePipeline</a>
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateImagePipeline.html">UpdateImagePipeline</a>
 */
public final class SdkRecipePipelines implements RecipePipelines {
    private static final String RECIPE = "imageRecipeArn";

    /** Members of GetImagePipeline's answer that no update can set. Tags stay with the pipeline. */
    private static final Set<String> READ_ONLY = Set.of(
            "arn",
            "consecutiveFailures",
            "dateCreated",
            "dateLastRun",
            "dateNextRun",
            "dateUpdated",
            "lastRunStatus",
            "name",
            "platform",
            "tags");

    private final ImageBuilderCalls calls;

    /** @param deadline of the invocation: no call outlasts it */
    public SdkRecipePipelines(ImageBuilderClients clients, Deadline deadline) {
        this.calls = new ImageBuilderCalls(clients, deadline);
    }

    @Override
    public SortedSet<PipelineArn> building(RecipeArn recipe) {
        String text = recipe.toString();
        return PipelineLists.using(
                calls, recipe.region(), RECIPE, text, pipeline -> text.equals(pipeline.imageRecipeArn()));
    }

    @Override
    public RecipePipeline pipeline(PipelineArn arn) {
        String text = arn.toString();
        ObjectNode settings = calls.callRaw(
                        "GetImagePipeline",
                        text,
                        arn.region(),
                        (client, bounds) -> client.getImagePipeline(
                                r -> r.imagePipelineArn(text).overrideConfiguration(bounds)))
                .object("imagePipeline");
        String recipe =
                settings.path(RECIPE).asText(settings.path("containerRecipeArn").asText());
        settings.remove(READ_ONLY).remove(RECIPE);
        CanonicalJson.removeUnset(settings, Set.of("value"));
        return new RecipePipeline(
                arn,
                recipe,
                Optional.ofNullable(settings.path("executionRole").textValue()),
                new Settings(CanonicalJson.of(settings)),
                SdkJson.unknownTo(UpdateImagePipelineRequest.builder(), settings));
    }

    /** The SDK generates the client token. A token derived from the settings would block a second move to the same recipe. */
    @Override
    public void update(RecipePipeline pipeline, RecipeArn recipe) {
        UpdateImagePipelineRequest.Builder request = UpdateImagePipelineRequest.builder();
        SdkJson.read(CanonicalJson.parse(pipeline.settings().json()), request);
        String arn = pipeline.arn().toString();
        calls.call(
                "UpdateImagePipeline",
                arn,
                pipeline.arn().region(),
                (client, bounds) -> client.updateImagePipeline(request.imagePipelineArn(arn)
                        .imageRecipeArn(recipe.toString())
                        .overrideConfiguration(bounds)
                        .build()));
    }
}
