package emulators.imagebuilder.operation.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/**
 * Returns a distribution configuration with all its settings.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetDistributionConfiguration.html">GetDistributionConfiguration</a>
 */
public final class GetDistributionConfiguration implements Operation {

    private final Account account;

    public GetDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, "distributionConfigurationArn");
        ObjectNode answer = Json.object();
        answer.set(
                "distributionConfiguration",
                account.distributionConfigurations()
                        .find(arn)
                        .orElseThrow(() -> Documents.unknown(arn))
                        .document());
        return answer;
    }
}
