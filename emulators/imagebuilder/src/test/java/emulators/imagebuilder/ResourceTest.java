package emulators.imagebuilder;

import static emulators.imagebuilder.SampleResources.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfigurationSummary;
import software.amazon.awssdk.services.imagebuilder.model.Filter;
import software.amazon.awssdk.services.imagebuilder.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.imagebuilder.model.ImageRecipe;
import software.amazon.awssdk.services.imagebuilder.model.ImageRecipeSummary;
import software.amazon.awssdk.services.imagebuilder.model.ImageVersion;
import software.amazon.awssdk.services.imagebuilder.model.InvalidPaginationTokenException;
import software.amazon.awssdk.services.imagebuilder.model.InvalidParameterException;
import software.amazon.awssdk.services.imagebuilder.model.InvalidRequestException;
import software.amazon.awssdk.services.imagebuilder.model.InvalidVersionNumberException;
import software.amazon.awssdk.services.imagebuilder.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.imagebuilder.model.ResourceNotFoundException;

class ResourceTest {

    private final Emulation emulation = new Emulation();
    private final SampleResources resources = new SampleResources(emulation.client());

    @AfterEach
    void close() {
        emulation.close();
    }

    @Test
    void givesBackEverySettingOfADistributionKnownOrNot() {
        String distributions =
                "[{\"region\":\"us-east-1\",\"amiDistributionConfiguration\":{\"name\":\"n-{{ imagebuilder:buildDate }}\","
                        + "\"settingOfTomorrow\":{\"price\":1.10,\"half\":\"\\ud83d\",\"list\":[1,null,{}]}},"
                        + "\"outputOfTomorrow\":[true]},{\"region\":\"eu-west-1\",\"outputOfTomorrow\":{\"a\":1e400}}]";
        JsonNode created = Emulation.json(emulation
                .send(
                        "PUT",
                        "/CreateDistributionConfiguration",
                        "{\"name\":\"golden\",\"clientToken\":\"t\",\"distributions\":" + distributions + "}")
                .body());

        String got = emulation
                .send(
                        "GET",
                        "/GetDistributionConfiguration?distributionConfigurationArn="
                                + created.get("distributionConfigurationArn").asText(),
                        "")
                .body();

        assertThat(got).contains("\"price\":1.10").containsIgnoringCase("\"half\":\"\\ud83d\"");
        assertThat(got.replace("1E+400", "1e400").replace("\\uD83D", "\\ud83d"))
                .contains("\"distributions\":" + distributions);
    }

    @Test
    void replacesADistributionConfigurationWhole() {
        String arn = emulation
                .client()
                .createDistributionConfiguration(request -> request.name("golden")
                        .description("before")
                        .tags(Map.of("image-fanout:groups", "prod"))
                        .distributions(region("us-east-1"), region("eu-west-1")))
                .distributionConfigurationArn();

        emulation.client().updateDistributionConfiguration(request -> request.distributionConfigurationArn(arn)
                .distributions(region("ap-southeast-2")));

        var configuration = emulation
                .client()
                .getDistributionConfiguration(request -> request.distributionConfigurationArn(arn))
                .distributionConfiguration();
        assertThat(configuration.description()).isNull();
        assertThat(configuration.distributions()).containsExactly(region("ap-southeast-2"));
        assertThat(configuration.name()).isEqualTo("golden");
        assertThat(configuration.tags()).containsEntry("image-fanout:groups", "prod");
        assertThat(configuration.timeoutMinutes()).isEqualTo(720);
    }

    @ParameterizedTest
    @CsvSource({"1.0.x, 1.0.0, 1.0.1", "1.x.x, 1.0.0, 1.1.0", "x.x.x, 1.0.0, 2.0.0"})
    void takesTheNextFreeVersionForWildcards(String asked, String first, String second) {
        List<String> arns = List.of(resources.recipe("golden", asked), resources.recipe("golden", asked));

        assertThat(arns)
                .extracting(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource({"2019.12.03, 2019.12.x, 2019.12.4", "2019.07.01, 2019.x.x, 2019.8.0"})
    void keepsTheTextOfAVersion(String version, String wildcards, String next) {
        String arn = resources.recipe("dated", version);

        assertThat(arn).endsWith("/dated/" + version);
        assertThat(emulation
                        .client()
                        .getImageRecipe(request -> request.imageRecipeArn(arn))
                        .imageRecipe()
                        .version())
                .isEqualTo(version);
        assertThat(resources.recipe("dated", wildcards)).endsWith("/dated/" + next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.0.0", "1.x.0", "1073741824.0.0", "1.0.99999999999"})
    void refusesVersionsThatAreNone(String version) {
        assertThatThrownBy(() -> resources.recipe("golden", version)).isInstanceOf(InvalidVersionNumberException.class);
    }

    @Test
    void getsTheNewestRecipeThatWildcardsMatch() {
        resources.recipe("golden", "1.0.0");
        resources.recipe("golden", "1.10.0");
        String arn = resources.recipe("golden", "1.9.0");

        ImageRecipe recipe = emulation
                .client()
                .getImageRecipe(request -> request.imageRecipeArn(arn.replace("1.9.0", "1.x.x")))
                .imageRecipe();

        assertThat(recipe.version()).isEqualTo("1.10.0");
    }

    @Test
    void refusesNamesThatAreTaken() {
        resources.pipeline("golden", region("us-east-1"));

        assertThatThrownBy(() -> resources.recipe("golden", "1.0.0"))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> resources.infrastructure("Golden")).isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> resources.distribution("golden", region("us-east-1")))
                .isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void answersTheSameTokenTheSameWay() {
        for (int call = 0; call < 2; call++) {
            assertThat(emulation
                            .client()
                            .createDistributionConfiguration(request ->
                                    request.name("golden").clientToken("token").distributions(region("us-east-1")))
                            .distributionConfigurationArn())
                    .endsWith(":distribution-configuration/golden");
        }

        assertThatThrownBy(() -> emulation.client().createDistributionConfiguration(request -> request.name("other")
                        .clientToken("token")
                        .distributions(region("us-east-1"))))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void beginsOneBuildForOneToken() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));

        List<String> arns = IntStream.range(0, 3)
                .mapToObj(call -> emulation
                        .client()
                        .startImagePipelineExecution(
                                request -> request.imagePipelineArn(pipeline).clientToken("once"))
                        .imageBuildVersionArn())
                .toList();

        assertThat(arns).containsOnly(arns.get(0));
    }

    @Test
    void refusesMissingResources() {
        String arn = "arn:aws:imagebuilder:us-east-1:123456789012:";

        assertThatThrownBy(() -> resources.start(arn + "image-pipeline/none"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> emulation
                        .client()
                        .listImagePipelineImages(request -> request.imagePipelineArn(arn + "image-pipeline/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> resources.image(arn + "image/none/1.0.0/1"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("image/none/1.0.0/1");
        assertThatThrownBy(() -> emulation.client().createImage(request -> request.imageRecipeArn(
                                arn + "image-recipe/none/1.0.0")
                        .infrastructureConfigurationArn(arn + "infrastructure-configuration/none")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"region\":\"us-east-1\"}]",
                "[{\"region\":\"us-east-1\",\"amiDistributionConfiguration\":null}]",
                "[{\"region\":\"a\",\"amiDistributionConfiguration\":{}},{\"region\":\"a\",\"amiDistributionConfiguration\":{}}]"
            })
    void refusesRegionsWithoutOutputOrTwice(String distributions) {
        HttpResponse<String> response = emulation.send(
                "PUT",
                "/CreateDistributionConfiguration",
                "{\"name\":\"golden\",\"clientToken\":\"t\",\"distributions\":" + distributions + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(emulation
                        .client()
                        .listDistributionConfigurations(request -> {})
                        .distributionConfigurationSummaryList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"volumeType\":\"io2\"}",
                "{\"volumeType\":\"io1\"}",
                "{\"volumeType\":\"gp2\",\"iops\":3000}",
                "{\"volumeType\":\"io2\",\"iops\":3000,\"throughput\":250}"
            })
    void refusesVolumesThatDoNotExist(String ebs) {
        HttpResponse<String> response = emulation.send(
                "PUT",
                "/CreateImageRecipe",
                "{\"name\":\"golden\",\"semanticVersion\":\"1.0.0\",\"parentImage\":\"ami-1\",\"clientToken\":\"t\","
                        + "\"blockDeviceMappings\":[{\"ebs\":" + ebs + "}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestException");
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @Test
    void keepsNothingOfADryRun() {
        HttpResponse<String> response = emulation.send(
                "PUT",
                "/CreateDistributionConfiguration",
                "{\"name\":\"golden\",\"clientToken\":\"t\",\"dryRun\":true,\"distributions\":[]}");

        assertThat(response.statusCode()).isEqualTo(412);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("DryRunOperationException");
        assertThat(emulation
                        .client()
                        .listDistributionConfigurations(request -> {})
                        .distributionConfigurationSummaryList())
                .isEmpty();
    }

    @Test
    void pagesThroughAListThatGrowsMeanwhile() {
        IntStream.range(0, 60).forEach(i -> resources.distribution("golden " + i, region("us-east-1")));

        List<String> seen = new ArrayList<>();
        emulation.client().listDistributionConfigurationsPaginator(request -> request.maxResults(7)).stream()
                .forEach(page -> {
                    page.distributionConfigurationSummaryList().forEach(summary -> seen.add(summary.name()));
                    resources.distribution("new " + seen.size(), region("us-east-1"));
                });

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.iterate(59, i -> i >= 0, i -> i - 1)
                        .mapToObj(i -> "golden " + i)
                        .toList());
        assertThat(emulation
                        .client()
                        .listDistributionConfigurations(request -> {})
                        .distributionConfigurationSummaryList())
                .hasSize(25)
                .extracting(DistributionConfigurationSummary::regions)
                .containsOnly(List.of("us-east-1"));
    }

    @Test
    void refusesTokensOfAnotherListAndForgedOnes() {
        IntStream.range(0, 3).forEach(i -> resources.distribution("golden " + i, region("us-east-1")));
        String token = emulation
                .client()
                .listDistributionConfigurations(request -> request.maxResults(1))
                .nextToken();

        assertThatThrownBy(() -> emulation.client().listImageRecipes(request -> request.nextToken(token)))
                .isInstanceOf(InvalidPaginationTokenException.class);
        assertThatThrownBy(() -> emulation.client().listDistributionConfigurations(request -> request.nextToken(token)
                        .filters(filter("name", "golden 1"))))
                .isInstanceOf(InvalidPaginationTokenException.class);
        char forgery = token.charAt(20) == 'A' ? 'B' : 'A';
        for (String forged :
                List.of("nonsense", "AAAA", token.substring(0, 20) + forgery + token.substring(21), "%%")) {
            assertThatThrownBy(() ->
                            emulation.client().listDistributionConfigurations(request -> request.nextToken(forged)))
                    .isInstanceOf(InvalidPaginationTokenException.class);
        }
    }

    @Test
    void filtersLists() {
        resources.recipe("golden", "1.0.0");
        resources.recipe("golden", "1.0.1");
        resources.recipe("silver", "1.0.0");

        assertThat(emulation
                        .client()
                        .listImageRecipes(request ->
                                request.filters(filter("name", "golden", "bronze"), filter("platform", "Linux")))
                        .imageRecipeSummaryList())
                .extracting(ImageRecipeSummary::name)
                .containsExactly("golden", "golden");
        assertThat(emulation
                        .client()
                        .listImageRecipes(request -> request.owner("Amazon"))
                        .imageRecipeSummaryList())
                .isEmpty();
        assertThatThrownBy(() ->
                        emulation.client().listImageRecipes(request -> request.filters(filter("colour", "golden"))))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void listsVersionsOfImages() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String first = resources.start(pipeline);
        resources.start(pipeline);
        emulation.finishBuilds();

        assertThat(emulation.client().listImages(request -> {}).imageVersionList())
                .extracting(ImageVersion::arn)
                .containsExactly(first.substring(0, first.lastIndexOf('/')));
    }

    @Test
    void addsTagsToAnything() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        String image = resources.start(pipeline);

        for (String arn : List.of(pipeline, image)) {
            emulation.client().tagResource(request -> request.resourceArn(arn).tags(Map.of("a", "1", "b", "1")));
            emulation.client().tagResource(request -> request.resourceArn(arn).tags(Map.of("b", "2")));
        }

        assertThat(resources.image(image).tags()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(emulation
                        .client()
                        .getImagePipeline(request -> request.imagePipelineArn(pipeline))
                        .imagePipeline()
                        .tags())
                .isEqualTo(Map.of("a", "1", "b", "2"));
        assertThatThrownBy(() -> emulation.client().tagResource(request -> request.resourceArn(pipeline + "s")
                        .tags(Map.of("a", "1"))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> emulation.client().tagResource(request -> request.resourceArn("nonsense")
                        .tags(Map.of("a", "1"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void showsTheOutcomeOfAPipeline() {
        String pipeline = resources.pipeline("golden", region("us-east-1"));
        resources.start(pipeline);
        emulation.finishBuilds();

        var shown = emulation
                .client()
                .getImagePipeline(request -> request.imagePipelineArn(pipeline))
                .imagePipeline();

        assertThat(shown.statusAsString()).isEqualTo("ENABLED");
        assertThat(shown.dateLastRun()).isEqualTo("2022-07-28T01:13:45.366Z");
        assertThat(emulation.client().listImagePipelines(request -> {}).imagePipelineList())
                .containsExactly(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /DeleteWorkflow?workflowBuildVersionArn=a, DeleteWorkflow",
        "PUT, /CreateLifecyclePolicy, CreateLifecyclePolicy",
        "GET, /CreateImage, CreateImage",
        "GET, /nonsense/nonsense, nonsense",
        "GET, /_emulator/nonsense, nonsense"
    })
    void namesTheOperationThatItDoesNotKnow(String method, String path, String name) {
        HttpResponse<String> response = emulation.send(method, path, "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("UnknownOperationException");
        assertThat(Emulation.json(response.body()).get("message").asText()).contains(name);
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
