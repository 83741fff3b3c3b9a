package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.DISTRIBUTION_ARN;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Shows a distribution configuration with every setting that it was given.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetDistributionConfiguration.html">GetDistributionConfiguration</a>
 */
public final class GetDistributionConfiguration implements Operation {

    private static final Structure INPUT = Structure.empty().requires("distributionConfigurationArn", DISTRIBUTION_ARN);

    private final Account account;

    public GetDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.get("GetDistributionConfiguration");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Stored.text(input, "distributionConfigurationArn");
        ObjectNode answer = Json.object();
        answer.set(
                "distributionConfiguration",
                account.distributionConfigurations()
                        .find(arn)
                        .orElseThrow(() -> Stored.unknown(arn))
                        .document());
        return answer;
    }
}
