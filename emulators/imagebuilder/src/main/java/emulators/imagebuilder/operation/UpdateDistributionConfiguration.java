package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.DISTRIBUTION_ARN;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;

/**
 * Replaces a distribution configuration whole: what the request does not name is gone afterwards.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateDistributionConfiguration.html">UpdateDistributionConfiguration</a>
 */
public final class UpdateDistributionConfiguration implements Operation {

    private static final Structure INPUT = Structure.empty()
            .requires("distributionConfigurationArn", DISTRIBUTION_ARN)
            .allows("description", NON_EMPTY)
            .requires("distributions", DistributionShapes.DISTRIBUTIONS)
            .requires("clientToken", CLIENT_TOKEN);

    private final Account account;

    public UpdateDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.put("UpdateDistributionConfiguration");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        DistributionShapes.check(input);
        String arn = Stored.text(input, "distributionConfigurationArn");
        ObjectNode kept = account.distributionConfigurations()
                .find(arn)
                .orElseThrow(() -> Stored.unknown(arn))
                .document();
        ObjectNode document = Stored.settings(input);
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
