package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.NAME;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;

/**
 * Keeps a new pipeline. Its schedule is kept and never run: builds start when they are asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImagePipeline.html">CreateImagePipeline</a>
 */
public final class CreateImagePipeline implements Operation {

    private static final Structure INPUT = BuildShapes.BUILD
            .requires("name", NAME)
            .allows("description", NON_EMPTY)
            .allows(
                    "schedule",
                    Structure.empty()
                            .allows("scheduleExpression", NON_EMPTY)
                            .allows("timezone", Text.of(3, 100).pattern("[a-zA-Z0-9]{2,}(?:/[a-zA-Z0-9_+-]+)*"))
                            .allows(
                                    "pipelineExecutionStartCondition",
                                    Text.oneOf(
                                            "EXPRESSION_MATCH_ONLY",
                                            "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"))
                            .allows(
                                    "autoDisablePolicy",
                                    Structure.empty().requires("failureCount", Whole.between(1, 10))))
            .allows("status", Text.oneOf("DISABLED", "ENABLED"))
            .allows("imageTags", TAGS)
            .allows(
                    "loggingConfiguration",
                    Structure.empty()
                            .allows("imageLogGroupName", BuildShapes.LOG_GROUP)
                            .allows("pipelineLogGroupName", BuildShapes.LOG_GROUP))
            .allows("dryRun", new Flag());

    private final Account account;

    public CreateImagePipeline(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.put("CreateImagePipeline");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        BuildRequest request = new BuildRequest(account);
        request.check(input);
        String arn = account.arns().imagePipeline(Stored.text(input, "name"));
        Stored.requireNew(account.pipelines(), arn);
        Stored.endDryRun(input);
        ObjectNode document = BuildRequest.withDefaults(Stored.document(arn, input, account.now()));
        document.set("dateUpdated", document.get("dateCreated"));
        document.set("platform", request.recipe(input).document().get("platform"));
        if (!document.has("status")) {
            document.put("status", "ENABLED");
        }
        account.pipelines().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("imagePipelineArn", arn);
    }
}
