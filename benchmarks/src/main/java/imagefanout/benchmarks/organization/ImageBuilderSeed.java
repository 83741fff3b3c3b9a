package imagefanout.benchmarks.organization;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.benchmarks.recording.MeasuredBuild;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What Image Builder has, as a seed file of the emulator. */
final class ImageBuilderSeed {
    static final String GROUP = "all";

    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:";
    private static final Instant FIRST_BUILD = Instant.parse("2026-01-01T00:00:00Z");

    private final ObjectNode seed = JsonNodeFactory.instance.objectNode();

    /** Managed configurations named config-0, config-1 and so on, each for these accounts in these Regions. */
    static ObjectNode configurations(int number, List<String> regions, List<String> accounts) {
        ImageBuilderSeed seeds = new ImageBuilderSeed();
        for (int i = 0; i < number; i++) {
            seeds.configuration("config-" + i, regions, accounts);
        }
        return seeds.seed;
    }

    /** Pipelines {@code golden-0}, {@code golden-1} and so on, each with builds of this shape, an hour after each other. */
    static ObjectNode pipelines(int number, MeasuredBuild shape, int builds) {
        ImageBuilderSeed seeds = new ImageBuilderSeed();
        seeds.add("infrastructureConfigurations")
                .put("name", "builders")
                .put("instanceProfileName", "EC2InstanceProfileForImageBuilder");
        for (int i = 0; i < number; i++) {
            seeds.pipeline("golden-" + i, shape, builds);
        }
        return seeds.seed;
    }

    /** @param number from 1, as Image Builder counts */
    static String build(int pipeline, int number) {
        return ARN + "image/golden-" + pipeline + "/1.0.0/" + number;
    }

    private void pipeline(String name, MeasuredBuild shape, int builds) {
        configuration(name, shape.regionCodes(), shape.accountIds());
        recipe(name);
        add("imagePipelines")
                .put("name", name)
                .put("imageRecipeArn", ARN + "image-recipe/" + name + "/1.0.0")
                .put("infrastructureConfigurationArn", ARN + "infrastructure-configuration/builders")
                .put("distributionConfigurationArn", ARN + "distribution-configuration/" + name);
        for (int build = 0; build < builds; build++) {
            add("images")
                    .put("imagePipelineArn", ARN + "image-pipeline/" + name)
                    .put(
                            "dateCreated",
                            FIRST_BUILD.plus(Duration.ofHours(build)).toString());
        }
    }

    private void recipe(String name) {
        ObjectNode recipe = add("imageRecipes")
                .put("name", name)
                .put("semanticVersion", "1.0.0")
                .put("parentImage", "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x");
        recipe.putArray("components")
                .addObject()
                .put("componentArn", "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x");
    }

    private void configuration(String name, List<String> regions, List<String> accounts) {
        ObjectNode configuration = add("distributionConfigurations").put("name", name);
        configuration.putObject("tags").put("image-fanout:groups", GROUP);
        ArrayNode distributions = configuration.putArray("distributions");
        for (String region : regions) {
            ArrayNode targets = distributions
                    .addObject()
                    .put("region", region)
                    .putObject("amiDistributionConfiguration")
                    .put("name", name + " {{ imagebuilder:buildDate }}")
                    .putArray("targetAccountIds");
            accounts.forEach(targets::add);
        }
    }

    private ObjectNode add(String kind) {
        return seed.withArray(kind).addObject();
    }
}
