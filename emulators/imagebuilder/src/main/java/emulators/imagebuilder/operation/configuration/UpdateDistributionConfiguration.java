package emulators.imagebuilder.operation.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/**
 * Replaces all settings of a distribution configuration: those that the request does not have are removed.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateDistributionConfiguration.html">UpdateDistributionConfiguration</a>
 */
public final class UpdateDistributionConfiguration implements Operation {

    private final Account account;

    public UpdateDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        DistributionRules.check(input);
        String arn = Documents.text(input, "distributionConfigurationArn");
        ObjectNode kept = account.distributionConfigurations()
                .find(arn)
                .orElseThrow(() -> Documents.unknown(arn))
                .document();
        ObjectNode document = Documents.settings(input);
        document.remove("distributionConfigurationArn");
        document.put("dateUpdated", Dates.inAnswer(account.now()));
        if (!document.has("timeoutMinutes")) {
            document.put("timeoutMinutes", 720);
        }
        Json.copy(kept, document, "arn", "name", "tags", "dateCreated");
        account.distributionConfigurations().replace(arn, document);
        return Json.object().put("distributionConfigurationArn", arn);
    }
}
