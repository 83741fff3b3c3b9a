package imagefanout.benchmarks.recording;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the emulator holds at its start: a finished build of each size, each from its own pipeline. */
final class BenchmarkSeed {
    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:";
    private static final JsonMapper JSON = new JsonMapper();

    private BenchmarkSeed() {}

    static void write(List<MeasuredBuild> builds, Path file) throws IOException {
        ObjectNode seed = JsonNodeFactory.instance.objectNode();
        seed.putArray("infrastructureConfigurations")
                .addObject()
                .put("name", "builders")
                .put("instanceProfileName", "EC2InstanceProfileForImageBuilder");
        ArrayNode recipes = seed.putArray("imageRecipes");
        ArrayNode distributions = seed.putArray("distributionConfigurations");
        ArrayNode pipelines = seed.putArray("imagePipelines");
        ArrayNode images = seed.putArray("images");
        for (MeasuredBuild build : builds) {
            recipe(recipes.addObject(), build);
            distribution(distributions.addObject(), build);
            pipelines
                    .addObject()
                    .put("name", build.name())
                    .put("imageRecipeArn", ARN + "image-recipe/" + build.name() + "/1.0.0")
                    .put("infrastructureConfigurationArn", ARN + "infrastructure-configuration/builders")
                    .put("distributionConfigurationArn", ARN + "distribution-configuration/" + build.name());
            images.addObject()
                    .put("imagePipelineArn", ARN + "image-pipeline/" + build.name())
                    .put("dateCreated", "2026-01-05T10:00:00Z");
        }
        JSON.writeValue(file.toFile(), seed);
    }

    private static void recipe(ObjectNode recipe, MeasuredBuild build) {
        recipe.put("name", build.name())
                .put("semanticVersion", "1.0.0")
                .put("parentImage", "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x");
        recipe.putArray("components")
                .addObject()
                .put("componentArn", "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x");
        recipe.putArray("blockDeviceMappings")
                .addObject()
                .put("deviceName", "/dev/xvda")
                .putObject("ebs")
                .put("volumeType", "gp3")
                .put("volumeSize", 50)
                .put("encrypted", true);
    }

    private static void distribution(ObjectNode configuration, MeasuredBuild build) {
        ArrayNode distributions = configuration.put("name", build.name()).putArray("distributions");
        for (String region : build.regionCodes()) {
            ArrayNode accounts = distributions
                    .addObject()
                    .put("region", region)
                    .putObject("amiDistributionConfiguration")
                    .put("name", build.name() + " {{ imagebuilder:buildDate }}")
                    .putArray("targetAccountIds");
            build.accountIds().forEach(accounts::add);
        }
    }
}
