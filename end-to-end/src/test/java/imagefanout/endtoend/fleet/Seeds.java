package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The initial contents of Image Builder in a scenario: a pipeline whose builds have five AMIs, in two Regions and three accounts. */
public final class Seeds {
    public static final String US = "us-east-1";
    public static final String EU = "eu-west-1";
    public static final String PROD = "111111111111";
    public static final String SANDBOX = "222222222222";
    public static final String PIPELINE = arn("image-pipeline/golden-linux");
    public static final String EVERYWHERE = arn("distribution-configuration/everywhere");
    public static final String GROUPS = "image-fanout:groups";
    public static final String PARAMETER = "image-fanout:ssm-parameter";

    private final ObjectNode seed = SentRequest.JSON.createObjectNode();
    private int builds;

    public static String arn(String resource) {
        return "arn:aws:imagebuilder:us-east-1:123456789012:" + resource;
    }

    public static String build(int number) {
        return arn("image/golden-linux/1.0.0/" + number);
    }

    /** A pipeline without a build. */
    public static Seeds pipeline() {
        return pipeline(List.of(US, EU), List.of(PROD, SANDBOX));
    }

    /** A pipeline without a build that distributes to these accounts in these Regions. */
    public static Seeds pipeline(List<String> regions, List<String> accounts) {
        Seeds seeds = new Seeds();
        ObjectNode recipe = seeds.entry("imageRecipes")
                .put("name", "golden-linux")
                .put("semanticVersion", "1.0.0")
                .put("parentImage", "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x");
        recipe.putArray("components")
                .addObject()
                .put("componentArn", "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x");
        recipe.putArray("blockDeviceMappings")
                .addObject()
                .put("deviceName", "/dev/xvda")
                .putObject("ebs")
                .put("volumeType", "io1")
                .put("volumeSize", 50)
                .put("iops", 3000);
        seeds.entry("infrastructureConfigurations")
                .put("name", "builders")
                .put("instanceProfileName", "EC2InstanceProfileForImageBuilder")
                .put("snsTopicArn", "arn:aws:sns:us-east-1:123456789012:ImageBuilderTopic");
        seeds.distribution("everywhere", Map.of(GROUPS, "prod"), regions, accounts);
        seeds.entry("imagePipelines")
                .put("name", "golden-linux")
                .put("imageRecipeArn", arn("image-recipe/golden-linux/1.0.0"))
                .put("infrastructureConfigurationArn", arn("infrastructure-configuration/builders"))
                .put("distributionConfigurationArn", EVERYWHERE);
        return seeds;
    }

    /** A distribution to these accounts in both Regions. */
    public Seeds distribution(String name, Map<String, String> tags, List<String> accounts) {
        return distribution(name, tags, List.of(US, EU), accounts);
    }

    private Seeds distribution(String name, Map<String, String> tags, List<String> regions, List<String> accounts) {
        ObjectNode configuration = entry("distributionConfigurations").put("name", name);
        tags.forEach(configuration.putObject("tags")::put);
        ArrayNode distributions = configuration.putArray("distributions");
        for (String region : regions) {
            ObjectNode ami = distributions.addObject().put("region", region).putObject("amiDistributionConfiguration");
            ami.put("name", "golden-linux {{ imagebuilder:buildDate }}");
            accounts.forEach(ami.putArray("targetAccountIds")::add);
        }
        return this;
    }

    /** Each target account of the pipeline's builds gets an SSM parameter. */
    public Seeds parameter(String name) {
        ((ObjectNode) seed.at("/distributionConfigurations/0/tags")).put(PARAMETER, name);
        ((ObjectNode) seed.at("/imagePipelines/0")).put("executionRole", "golden-linux");
        return this;
    }

    /** A finished build with all its copies. */
    public Seeds built() {
        nextBuild();
        return this;
    }

    /** A later build under the ARN of a deleted one. */
    static ObjectNode builtAgain(int number) {
        Seeds seeds = new Seeds();
        seeds.entry("images")
                .put("imagePipelineArn", PIPELINE)
                .put("build", Integer.toString(number))
                .put("dateCreated", "2026-01-05T06:00:00Z");
        return seeds.json();
    }

    /** A failed build: the sandbox's copy in the other Region is missing. */
    public Seeds builtInPart() {
        nextBuild()
                .putArray("copyFailures")
                .addObject()
                .put("region", EU)
                .put("accountId", SANDBOX)
                .put(
                        "message",
                        "AMI Copy Reported Failure For golden-linux when distributing the image from the source account (ID: "
                                + "123456789012) to the destination account (ID: " + SANDBOX + ") in Region " + EU
                                + ".");
        return this;
    }

    /** A build of the recipe, without a pipeline. */
    public Seeds builtByHand() {
        dated(entry("images"))
                .put("imageRecipeArn", arn("image-recipe/golden-linux/1.0.0"))
                .put("infrastructureConfigurationArn", arn("infrastructure-configuration/builders"));
        return this;
    }

    private ObjectNode nextBuild() {
        return dated(entry("images")).put("imagePipelineArn", PIPELINE);
    }

    private ObjectNode dated(ObjectNode image) {
        return image.put(
                "dateCreated",
                Instant.parse("2026-01-05T00:00:00Z")
                        .plusSeconds(60L * builds++)
                        .toString());
    }

    private ObjectNode entry(String kind) {
        return seed.withArrayProperty(kind).addObject();
    }

    public ObjectNode json() {
        return seed;
    }
}
