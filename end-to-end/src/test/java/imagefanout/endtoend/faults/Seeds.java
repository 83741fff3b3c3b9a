package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Image Builder holds at a scenario's start: a pipeline whose builds are five AMIs, two Regions and three accounts. */
final class Seeds {
    static final String US = "us-east-1";
    static final String EU = "eu-west-1";
    static final String PROD = "111111111111";
    static final String SANDBOX = "222222222222";
    static final String PIPELINE = arn("image-pipeline/golden-linux");
    static final String EVERYWHERE = arn("distribution-configuration/everywhere");
    static final String GROUPS = "image-fanout:groups";

    private final ObjectNode seed = Sent.JSON.createObjectNode();
    private int builds;

    static String arn(String resource) {
        return "arn:aws:imagebuilder:us-east-1:123456789012:" + resource;
    }

    static String build(int number) {
        return arn("image/golden-linux/1.0.0/" + number);
    }

    /** Without a build yet. */
    static Seeds pipeline() {
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
        seeds.distribution("everywhere", Map.of(GROUPS, "prod"), List.of(PROD, SANDBOX));
        seeds.entry("imagePipelines")
                .put("name", "golden-linux")
                .put("imageRecipeArn", arn("image-recipe/golden-linux/1.0.0"))
                .put("infrastructureConfigurationArn", arn("infrastructure-configuration/builders"))
                .put("distributionConfigurationArn", EVERYWHERE);
        return seeds;
    }

    /** To these accounts in both Regions. */
    Seeds distribution(String name, Map<String, String> tags, List<String> accounts) {
        ObjectNode configuration = entry("distributionConfigurations").put("name", name);
        tags.forEach(configuration.putObject("tags")::put);
        ArrayNode distributions = configuration.putArray("distributions");
        for (String region : List.of(US, EU)) {
            ObjectNode ami = distributions.addObject().put("region", region).putObject("amiDistributionConfiguration");
            ami.put("name", "golden-linux {{ imagebuilder:buildDate }}");
            accounts.forEach(ami.putArray("targetAccountIds")::add);
        }
        return this;
    }

    /** A finished build, its copies made. */
    Seeds built() {
        nextBuild();
        return this;
    }

    /** A finished build without the sandbox's copy in the other Region. */
    Seeds builtInPart() {
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

    /** A build of the recipe that no pipeline made. */
    Seeds builtByHand() {
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

    ObjectNode json() {
        return seed;
    }
}
