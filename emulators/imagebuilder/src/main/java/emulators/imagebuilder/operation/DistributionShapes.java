package emulators.imagebuilder.operation;

import static emulators.imagebuilder.operation.CommonShapes.ACCOUNT_ID;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY;
import static emulators.imagebuilder.operation.CommonShapes.NON_EMPTY_TEXTS;
import static emulators.imagebuilder.operation.CommonShapes.TAGS;
import static emulators.imagebuilder.shape.Text.matching;
import static emulators.imagebuilder.shape.Text.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.shape.Flag;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Shape;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The distributions of a distribution configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Distribution.html">Distribution</a>
 */
final class DistributionShapes {

    private static final Shape ACCOUNTS = ListOf.upTo(1536, ACCOUNT_ID);
    private static final String ORGANIZATIONS = "arn:aws[^:]*:organizations::[0-9]{12}:";
    private static final Text ORGANIZATION = matching(ORGANIZATIONS + "organization/o-[a-z0-9]{10,32}");
    private static final Text ORGANIZATIONAL_UNIT =
            matching(ORGANIZATIONS + "ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");
    private static final Text LICENSE_CONFIGURATION =
            matching("arn:aws[^:]*:license-manager:[^:]+:[0-9]{12}:license-configuration:lic-[a-z0-9_-]{32}");
    private static final Text LAUNCH_TEMPLATE_ID = matching("lt-[a-z0-9_-]{17}");

    private static final Structure LAUNCH_PERMISSION = Structure.empty()
            .allows("userIds", ACCOUNTS)
            .allows("userGroups", NON_EMPTY_TEXTS)
            .allows("organizationArns", ListOf.upTo(25, ORGANIZATION))
            .allows("organizationalUnitArns", ListOf.upTo(25, ORGANIZATIONAL_UNIT));

    private static final Structure AMI_DISTRIBUTION = Structure.empty()
            .allows("name", Text.of(1, 127).pattern("[-_A-Za-z0-9{][-_A-Za-z0-9\\s:{}.]+[-_A-Za-z0-9}]"))
            .allows("description", NON_EMPTY)
            .allows("targetAccountIds", ACCOUNTS)
            .allows("amiTags", TAGS)
            .allows("kmsKeyId", NON_EMPTY)
            .allows("launchPermission", LAUNCH_PERMISSION);

    private static final Structure CONTAINER_DISTRIBUTION = Structure.empty()
            .allows("description", NON_EMPTY)
            .allows("containerTags", NON_EMPTY_TEXTS)
            .requires(
                    "targetRepository",
                    Structure.empty().requires("service", oneOf("ECR")).requires("repositoryName", NON_EMPTY));

    private static final Structure LAUNCH_TEMPLATE = Structure.empty()
            .requires("launchTemplateId", LAUNCH_TEMPLATE_ID)
            .allows("accountId", ACCOUNT_ID)
            .allows("setDefaultVersion", new Flag());

    private static final Structure S3_EXPORT = Structure.empty()
            .requires("roleName", NON_EMPTY)
            .requires("diskImageFormat", oneOf("VMDK", "RAW", "VHD"))
            .requires("s3Bucket", NON_EMPTY)
            .allows("s3Prefix", NON_EMPTY);

    private static final Structure FAST_LAUNCH = Structure.empty()
            .requires("enabled", new Flag())
            .allows("snapshotConfiguration", Structure.empty().allows("targetResourceCount", Whole.between(1, 10_000)))
            .allows("maxParallelLaunches", Whole.from(1))
            .allows(
                    "launchTemplate",
                    Structure.empty()
                            .allows("launchTemplateId", LAUNCH_TEMPLATE_ID)
                            .allows("launchTemplateName", NON_EMPTY)
                            .allows("launchTemplateVersion", NON_EMPTY))
            .allows("accountId", ACCOUNT_ID);

    private static final Structure SSM_PARAMETER = Structure.empty()
            .allows("amiAccountId", ACCOUNT_ID)
            .requires("parameterName", Text.of(1, 1011).pattern("[a-zA-Z0-9_./-]+"))
            .allows("dataType", oneOf("text", "aws:ec2:image"));

    private static final Structure DISTRIBUTION = Structure.empty()
            .requires("region", NON_EMPTY)
            .allows("amiDistributionConfiguration", AMI_DISTRIBUTION)
            .allows("containerDistributionConfiguration", CONTAINER_DISTRIBUTION)
            .allows("licenseConfigurationArns", ListOf.upTo(50, LICENSE_CONFIGURATION))
            .allows("launchTemplateConfigurations", ListOf.upTo(100, LAUNCH_TEMPLATE))
            .allows("s3ExportConfiguration", S3_EXPORT)
            .allows("fastLaunchConfigurations", ListOf.upTo(1000, FAST_LAUNCH))
            .allows("ssmParameterConfigurations", ListOf.any(SSM_PARAMETER));

    static final Shape DISTRIBUTIONS = ListOf.any(DISTRIBUTION);

    private DistributionShapes() {}

    /** What the shapes alone cannot say: every Region has an output, and is there once. */
    static void check(JsonNode input) throws InvalidValue, Refusal {
        List<JsonNode> distributions = Json.elements(input, "distributions");
        Set<String> regions = new HashSet<>();
        for (int i = 0; i < distributions.size(); i++) {
            JsonNode distribution = distributions.get(i);
            if (!hasOutput(distribution)) {
                throw InvalidValue.at(
                        "distributions[" + i + "]",
                        "One or more outputs should be provided for each region in a distribution configuration.");
            }
            if (!regions.add(distribution.get("region").textValue())) {
                throw new Refusal(
                        ServiceError.INVALID_PARAMETER_COMBINATION,
                        "The Region " + distribution.get("region").textValue()
                                + " appears more than once in the distributions.");
            }
        }
    }

    /** Any setting besides the Region counts, those unknown to this emulator too. */
    private static boolean hasOutput(JsonNode distribution) {
        return distribution.properties().stream()
                .anyMatch(setting -> !setting.getKey().equals("region")
                        && !setting.getValue().isNull());
    }
}
