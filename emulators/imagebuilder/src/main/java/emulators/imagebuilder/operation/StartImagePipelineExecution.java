package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.PIPELINE_ARN;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Ingredients;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import java.util.Optional;

/**
 * Begins a build of what a pipeline names, as that is now.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_StartImagePipelineExecution.html">StartImagePipelineExecution</a>
 */
public final class StartImagePipelineExecution implements Operation {

    private static final Structure INPUT = Structure.empty()
            .requires("imagePipelineArn", PIPELINE_ARN)
            .requires("clientToken", CLIENT_TOKEN)
            .allows("tags", TAGS);

    private final Account account;
    private final Builds builds;

    public StartImagePipelineExecution(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public Route route() {
        return Route.put("StartImagePipelineExecution");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Image image = builds.start(ingredients(input));
        return Json.object().put("imageBuildVersionArn", image.arn());
    }

    /** What the build is made from. */
    public Ingredients ingredients(ObjectNode input) {
        String arn = Stored.text(input, "imagePipelineArn");
        ObjectNode pipeline = account.pipelines()
                .find(arn)
                .orElseThrow(() -> Stored.notFound(arn))
                .document();
        ObjectNode tags = Json.object();
        BuildRequest.addTags(pipeline, "imageTags", tags);
        BuildRequest.addTags(input, "tags", tags);
        return new BuildRequest(account).ingredients(asBuild(pipeline), Optional.of(pipeline), tags);
    }

    /** A pipeline's document says what to build nearly as a request does; only its log group has another name. */
    private static ObjectNode asBuild(ObjectNode pipeline) {
        ObjectNode request = pipeline.deepCopy();
        request.remove("loggingConfiguration");
        Json.text(pipeline.path("loggingConfiguration"), "imageLogGroupName")
                .ifPresent(name -> request.putObject("loggingConfiguration").put("logGroupName", name));
        return request;
    }
}
