package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
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

/**
 * Keeps a new distribution configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateDistributionConfiguration.html">CreateDistributionConfiguration</a>
 */
public final class CreateDistributionConfiguration implements Operation {

    private static final Structure INPUT = Structure.empty()
            .requires("name", NAME)
            .allows("description", NON_EMPTY)
            .requires("distributions", DistributionShapes.DISTRIBUTIONS)
            .allows("tags", TAGS)
            .requires("clientToken", CLIENT_TOKEN)
            .allows("dryRun", new Flag());

    private final Account account;

    public CreateDistributionConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.put("CreateDistributionConfiguration");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        DistributionShapes.check(input);
        String arn = account.arns().distributionConfiguration(Stored.text(input, "name"));
        Stored.requireNew(account.distributionConfigurations(), arn);
        Stored.endDryRun(input);
        ObjectNode document = Stored.document(arn, input, account.now());
        document.set("dateUpdated", document.get("dateCreated"));
        if (!document.has("timeoutMinutes")) {
            document.put("timeoutMinutes", 720);
        }
        account.distributionConfigurations().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("distributionConfigurationArn", arn);
    }
}
