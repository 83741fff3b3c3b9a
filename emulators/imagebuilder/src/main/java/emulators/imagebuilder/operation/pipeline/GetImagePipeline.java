package emulators.imagebuilder.operation.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/**
 * Returns a pipeline with the outcome of its last build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImagePipeline.html">GetImagePipeline</a>
 */
public final class GetImagePipeline implements Operation {

    private final Account account;

    public GetImagePipeline(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "imagePipelineArn");
        Resource pipeline = account.pipelines().find(arn).orElseThrow(() -> Documents.notFound(arn));
        ObjectNode answer = Json.object();
        answer.set("imagePipeline", new PipelineView(account.images()).of(pipeline));
        return answer;
    }
}
