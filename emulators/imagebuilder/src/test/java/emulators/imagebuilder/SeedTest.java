package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.imagebuilder.model.Ami;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.ImageRecipe;
import software.amazon.awssdk.services.imagebuilder.model.ImageSummary;

class SeedTest {

    private static final String IMAGE = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0";
    private static final String DATE_IMAGE = "arn:aws:imagebuilder:us-east-1:123456789012:image/dated/2019.12.03";
    private static final String DATE_VERSION = """
            {"imageRecipes":[{"name":"dated","semanticVersion":"2019.12.03","parentImage":"ami-00000001"}],
             "infrastructureConfigurations":[{"name":"builders","instanceProfileName":"builder"}],
             "distributionConfigurations":[{"name":"everywhere","distributions":[
              {"region":"eu-west-1","amiDistributionConfiguration":{"targetAccountIds":["111111111111"]}}]}],
             "images":[{"imageRecipeArn":"arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/dated/2019.12.03",
              "infrastructureConfigurationArn":"arn:aws:imagebuilder:us-east-1:123456789012:infrastructure-configuration/builders",
              "distributionConfigurationArn":"arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere",
              %s}]}
            """;
    private static final String PIPELINE = "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden";

    @Test
    void startsWithWhatTheReadmeShows() {
        try (Emulation emulation = new Emulation(options -> options.withSeed(Path.of("seed.json")))) {
            SampleResources resources = new SampleResources(emulation.client());

            assertThat(emulation
                            .client()
                            .listImagePipelineImages(request -> request.imagePipelineArn(PIPELINE))
                            .imageSummaryList())
                    .extracting(ImageSummary::arn, summary -> summary.state().statusAsString())
                    .containsExactly(
                            tuple(IMAGE + "/3", "AVAILABLE"),
                            tuple(IMAGE + "/2", "FAILED"),
                            tuple(IMAGE + "/1", "DEPRECATED"));
            assertThat(resources.image(IMAGE + "/1").dateCreated()).isEqualTo("2026-01-05T06:00:00.000Z");
            assertThat(resources.copies(IMAGE + "/2"))
                    .containsExactly("us-east-1/123456789012", "eu-west-1/111111111111");
            assertThat(resources.copies(IMAGE + "/3")).hasSize(3);
            assertThat(emulation.publications()).isEmpty();
        }
    }

    @Test
    void buildsOnFromTheSeed() {
        try (Emulation emulation = new Emulation(options -> options.withSeed(Path.of("seed.json")))) {
            SampleResources resources = new SampleResources(emulation.client());

            String next = resources.start(PIPELINE);
            emulation.client().retryImage(request -> request.imageBuildVersionArn(IMAGE + "/2"));
            emulation.finishBuilds();

            assertThat(next).isEqualTo(IMAGE + "/4");
            assertThat(resources.status(IMAGE + "/2")).isEqualTo("AVAILABLE");
            assertThat(resources.distribution("another", region("us-east-1"))).isNotEmpty();
        }
    }

    @Test
    void hasRecipesThatAreOlderThanSomeOfTheirMembers(@TempDir Path folder) throws IOException {
        Path seed = Files.writeString(folder.resolve("seed.json"), """
                {"imageRecipes":[{"name":"old","semanticVersion":"1.0.0","parentImage":"ami-00000001","components":[
                 {"componentArn":"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}],
                 "lacks":["type","platform","owner"]}]}
                """);
        try (Emulation emulation = new Emulation(options -> options.withSeed(seed))) {
            ImageRecipe recipe = emulation
                    .client()
                    .getImageRecipe(request -> request.imageRecipeArn(
                            "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/old/1.0.0"))
                    .imageRecipe();

            assertThat(recipe.type()).isNull();
            assertThat(recipe.platform()).isNull();
            assertThat(recipe.owner()).isNull();
            assertThat(recipe.name()).isEqualTo("old");
        }
    }

    @Test
    void keepsTheTextOfAVersionAndOfABuildNumber(@TempDir Path folder) throws IOException {
        Path seed = Files.writeString(folder.resolve("seed.json"), DATE_VERSION.formatted("\"build\":\"05\""));
        try (Emulation emulation = new Emulation(options -> options.withSeed(seed))) {
            SampleResources resources = new SampleResources(emulation.client());

            assertThat(emulation
                            .client()
                            .listImageBuildVersions(request -> request.imageVersionArn(DATE_IMAGE))
                            .imageSummaryList())
                    .extracting(ImageSummary::arn, ImageSummary::version)
                    .containsExactly(tuple(DATE_IMAGE + "/05", "2019.12.03/05"));
            assertThat(resources.status(DATE_IMAGE + "/05")).isEqualTo("AVAILABLE");
            assertThatThrownBy(() -> resources.status(DATE_IMAGE.replace(".03", ".3") + "/5"))
                    .hasMessageContaining("2019.12.3/5");
        }
    }

    @Test
    void showsABuildAsTheSeedSays(@TempDir Path folder) throws IOException {
        Path seed = Files.writeString(folder.resolve("seed.json"), DATE_VERSION.formatted("""
                "answer":{"platform":null,"outputResources":{"amis":[
                 {"region":"us-east-1","image":"ami-00000001"},{"region":"us-east-1","image":"ami-00000002"}]},
                 "distributionConfiguration":{"distributions":[]}}
                """));
        try (Emulation emulation = new Emulation(options -> options.withSeed(seed))) {
            Image image = emulation
                    .client()
                    .getImage(request -> request.imageBuildVersionArn(DATE_IMAGE + "/1"))
                    .image();
            ImageSummary listed = emulation
                    .client()
                    .listImageBuildVersions(request -> request.imageVersionArn(DATE_IMAGE))
                    .imageSummaryList()
                    .get(0);

            assertThat(image.platform()).isNull();
            assertThat(image.distributionConfiguration().hasDistributions()).isTrue();
            assertThat(image.outputResources().amis())
                    .extracting(Ami::image)
                    .containsExactly("ami-00000001", "ami-00000002");
            assertThat(listed.outputResources()).isEqualTo(image.outputResources());
        }
    }

    @Test
    void buildsADeletedArnAgain(@TempDir Path folder) throws IOException {
        Path seed = Files.writeString(
                folder.resolve("seed.json"), DATE_VERSION.formatted("\"dateCreated\":\"2026-01-05T06:00:00Z\""));
        try (Emulation emulation = new Emulation(options -> options.withSeed(seed))) {
            SampleResources resources = new SampleResources(emulation.client());
            List<Ami> dead =
                    resources.image(DATE_IMAGE + "/1").outputResources().amis();

            emulation.client().deleteImage(request -> request.imageBuildVersionArn(DATE_IMAGE + "/1"));
            emulation.send("POST", "/_emulator/seed", """
                    {"images":[{"imageRecipeArn":"arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/dated/2019.12.03",
                     "infrastructureConfigurationArn":"arn:aws:imagebuilder:us-east-1:123456789012:infrastructure-configuration/builders",
                     "build":"1","dateCreated":"2026-02-05T06:00:00Z"}]}
                    """);

            assertThat(resources.image(DATE_IMAGE + "/1").dateCreated()).isEqualTo("2026-02-05T06:00:00.000Z");
            assertThat(resources.image(DATE_IMAGE + "/1").outputResources().amis())
                    .doesNotContainAnyElementsOf(dead);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"recipes\":[]}",
                "{\"imageRecipes\":{}}",
                "{\"imageRecipes\":[7]}",
                "{\"imageRecipes\":[{\"name\":\"golden\"}]}",
                "{\"images\":[{\"imagePipelineArn\":\"arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/no\"}]}",
                "{\"images\":[{\"imagePipelineArn\":\"a\",\"dateCreated\":\"yesterday\"}]}"
            })
    void refusesASeedThatTheServiceWouldRefuse(String json, @TempDir Path folder) throws IOException {
        Path seed = Files.writeString(folder.resolve("seed.json"), json);

        assertThatThrownBy(() -> ImageBuilderEmulator.start(
                        EmulatorOptions.defaults().withPort(0).withSeed(seed)))
                .isInstanceOf(InvalidSeedException.class)
                .hasMessageStartingWith(seed.toString())
                .hasMessageNotContaining("\n");
    }
}
