package emulators.imagebuilder.operation.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/**
 * Creates a distribution configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateDistributionConfiguration.html">CreateDistributionConfiguration</a>
 */
public final class CreateDistributionConfiguration implements Operation {

    private final Account account;

    public CreateDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        DistributionRules.check(input);
        String arn = account.arns().distributionConfiguration(Documents.text(input, "name"));
        Documents.requireNew(account.distributionConfigurations(), arn);
        Documents.endDryRun(input);
        ObjectNode document = Documents.document(arn, input, account.now());
        document.set("dateUpdated", document.get("dateCreated"));
        if (!document.has("timeoutMinutes")) {
            document.put("timeoutMinutes", 720);
        }
        account.distributionConfigurations().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("distributionConfigurationArn", arn);
    }
}
