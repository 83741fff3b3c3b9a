package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.PIPELINE_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Shows a pipeline, and how its last build went.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImagePipeline.html">GetImagePipeline</a>
 */
public final class GetImagePipeline implements Operation {

    private static final Structure INPUT = Structure.empty().requires("imagePipelineArn", PIPELINE_ARN);

    private final Account account;

    public GetImagePipeline(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.get("GetImagePipeline");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "imagePipelineArn");
        Resource pipeline = account.pipelines().find(arn).orElseThrow(() -> Stored.notFound(arn));
        ObjectNode answer = Json.object();
        answer.set("imagePipeline", new PipelineView(account.images()).of(pipeline));
        return answer;
    }
}
