package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.CLIENT_TOKEN;
import static emulators.imagebuilder.operation.CommonShapes.NAME;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY_TEXTS;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;

/**
 * Keeps a new infrastructure configuration; its topic hears of the builds that use it.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration.html">CreateInfrastructureConfiguration</a>
 */
public final class CreateInfrastructureConfiguration implements Operation {

    private static final Structure INPUT = Structure.empty()
            .requires("name", NAME)
            .allows("description", NON_EMPTY)
            .allows("instanceTypes", ListOf.any(Text.any()))
            .requires("instanceProfileName", Text.of(1, 256).pattern("[\\w+=,.@-]+"))
            .allows("securityGroupIds", NON_EMPTY_TEXTS)
            .allows("subnetId", NON_EMPTY)
            .allows(
                    "logging",
                    Structure.empty()
                            .allows(
                                    "s3Logs",
                                    Structure.empty()
                                            .allows("s3BucketName", NON_EMPTY)
                                            .allows("s3KeyPrefix", NON_EMPTY)))
            .allows("keyPair", NON_EMPTY)
            .allows("terminateInstanceOnFailure", new Flag())
            .allows("snsTopicArn", Text.matching("arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}"))
            .allows("resourceTags", CommonShapes.tags(30))
            .allows(
                    "instanceMetadataOptions",
                    Structure.empty()
                            .allows("httpTokens", Text.oneOf("optional", "required"))
                            .allows("httpPutResponseHopLimit", Whole.between(1, 64)))
            .allows("tags", TAGS)
            .allows(
                    "placement",
                    Structure.empty()
                            .allows("availabilityZone", NON_EMPTY)
                            .allows("tenancy", Text.oneOf("default", "dedicated", "host"))
                            .allows("hostId", NON_EMPTY)
                            .allows("hostResourceGroupArn", NON_EMPTY))
            .requires("clientToken", CLIENT_TOKEN)
            .allows("terminateInstanceOnCompletion", new Flag())
            .allows(
                    "parentInstance",
                    Structure.empty()
                            .requires(
                                    "autoScalingGroup",
                                    Structure.empty()
                                            .requires("name", NON_EMPTY)
                                            .allows("capacityWaitTimeoutSeconds", Whole.between(0, 3600))))
            .allows("dryRun", new Flag());

    private final Account account;

    public CreateInfrastructureConfiguration(Account account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public Route route() {
        return Route.put("CreateInfrastructureConfiguration");
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = account.arns().infrastructureConfiguration(Stored.text(input, "name"));
        Stored.requireNew(account.infrastructureConfigurations(), arn);
        Stored.endDryRun(input);
        ObjectNode document = Stored.document(arn, input, account.now());
        document.set("dateUpdated", document.get("dateCreated"));
        account.infrastructureConfigurations().add(new Resource(account.nextSequence(), arn, document));
        return Json.object().put("infrastructureConfigurationArn", arn);
    }
}
