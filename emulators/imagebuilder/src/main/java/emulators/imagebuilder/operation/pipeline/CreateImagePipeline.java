package emulators.imagebuilder.operation.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.image.BuildRequest;
import emulators.wire.shape.Json;

/**
 * Creates a pipeline. Its schedule is stored but never run: builds start only on request.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImagePipeline.html">CreateImagePipeline</a>
 */
public final class CreateImagePipeline implements Operation {

    private final Account account;

    public CreateImagePipeline(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        BuildRequest request = new BuildRequest(account);
        request.check(input);
        String arn = account.arns().imagePipeline(Documents.text(input, "name"));
        Documents.requireNew(account.pipelines(), arn);
        Documents.endDryRun(input);
        ObjectNode document = BuildRequest.withDefaults(Documents.document(arn, input, account.now()));
        document.set("dateUpdated", document.get("dateCreated"));
        document.set("platform", request.recipe(input).document().get("platform"));
        if (!document.has("status")) {
            document.put("status", "ENABLED");
        }
        account.pipelines().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("imagePipelineArn", arn);
    }
}
