package emulators.imagebuilder.operation.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/**
 * Creates an infrastructure configuration. Its SNS topic gets a message at the end of each build that uses it.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration.html">CreateInfrastructureConfiguration</a>
 */
public final class CreateInfrastructureConfiguration implements Operation {

    private final Account account;

    public CreateInfrastructureConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = account.arns().infrastructureConfiguration(Documents.text(input, "name"));
        Documents.requireNew(account.infrastructureConfigurations(), arn);
        Documents.endDryRun(input);
        ObjectNode document = Documents.document(arn, input, account.now());
        document.set("dateUpdated", document.get("dateCreated"));
        account.infrastructureConfigurations().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("infrastructureConfigurationArn", arn);
    }
}
