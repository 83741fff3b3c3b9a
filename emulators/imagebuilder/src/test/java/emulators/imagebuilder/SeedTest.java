package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.imagebuilder.model.ImageRecipe;
import software.amazon.awssdk.services.imagebuilder.model.ImageSummary;

class SeedTest {

    private static final String IMAGE = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0";
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
