package emulators.imagebuilder.operation.image;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.BuildInputs;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * Starts a build with the current configurations of a pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_StartImagePipelineExecution.html">StartImagePipelineExecution</a>
 */
public final class StartImagePipelineExecution implements Operation {

    private final Account account;
    private final Builds builds;

    public StartImagePipelineExecution(Account account, Builds builds) {
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Image image = builds.start(inputs(input));
        return Json.object().put("imageBuildVersionArn", image.arn());
    }

    /** Starts a scheduled build. */
    public void startScheduled(Resource pipeline) {
        ObjectNode input = Json.object().put("imagePipelineArn", pipeline.arn());
        BuildInputs inputs = inputs(input);
        inputs.settings().put("buildType", "SCHEDULED");
        builds.start(inputs);
    }

    /** Returns the inputs of the requested build. */
    public BuildInputs inputs(ObjectNode input) {
        String arn = Documents.text(input, "imagePipelineArn");
        ObjectNode pipeline = account.pipelines()
                .find(arn)
                .orElseThrow(() -> Documents.notFound(arn))
                .document();
        ObjectNode tags = Json.object();
        BuildRequest.addTags(pipeline, "imageTags", tags);
        BuildRequest.addTags(input, "tags", tags);
        return new BuildRequest(account).inputs(asBuild(pipeline), Optional.of(pipeline), tags);
    }

    /** Returns the pipeline's document as a build request. Only the log group has a different name. */
    private static ObjectNode asBuild(ObjectNode pipeline) {
        ObjectNode request = pipeline.deepCopy();
        request.remove("loggingConfiguration");
        Json.text(pipeline.path("loggingConfiguration"), "imageLogGroupName")
                .ifPresent(name -> request.putObject("loggingConfiguration").put("logGroupName", name));
        return request;
    }
}
