package emulators.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeCycleTest {

    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:";

    private final SocketlessClient client = new SocketlessClient(options -> options);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Component | componentBuildVersionArn | component | componentVersionList | component/golden/1.0.0/1"
                        + " | 'semanticVersion':'1.0.0','platform':'Linux','data':'a: b'",
                "ImageRecipe | imageRecipeArn | imageRecipe | imageRecipeSummaryList | image-recipe/golden/1.0.0"
                        + " | 'semanticVersion':'1.0.0','parentImage':'ami-1'",
                "ContainerRecipe | containerRecipeArn | containerRecipe | containerRecipeSummaryList"
                        + " | container-recipe/golden/1.0.0 | 'semanticVersion':'1.0.0','parentImage':'debian',"
                        + "'containerType':'DOCKER','targetRepository':{'service':'ECR','repositoryName':'r'}",
                "InfrastructureConfiguration | infrastructureConfigurationArn | infrastructureConfiguration"
                        + " | infrastructureConfigurationSummaryList | infrastructure-configuration/golden"
                        + " | 'instanceProfileName':'builder'",
                "DistributionConfiguration | distributionConfigurationArn | distributionConfiguration"
                        + " | distributionConfigurationSummaryList | distribution-configuration/golden | 'distributions':[]"
            })
    void createsReadsListsTagsAndDeletes(
            String noun, String arnMember, String document, String list, String arnEnd, String settings) {
        String arn = client.call("Create" + noun, "{'name':'Golden','tags':{'a':'1'}," + settings + "}")
                .get(arnMember)
                .asText();

        assertThat(arn).isEqualTo(ARN + arnEnd);
        JsonNode read = client.get("Get" + noun, arnMember, arn).get(document);
        assertThat(read.get("name").asText()).isEqualTo("Golden");
        assertThat(client.call("List" + noun + "s", "{}").get(list)).hasSize(1);
        assertThat(client.delete("tags/" + arn, "tagKeys", "a&tagKeys=b")).isEmpty();
        assertThat(client.get("tags/" + arn, "x", "").get("tags")).isEmpty();
        assertThat(client.delete("Delete" + noun, arnMember, arn)).isEmpty();
        assertThat(client.delete("Delete" + noun, arnMember, arn)).isEqualTo("ResourceNotFoundException");
        assertThat(client.getError("Get" + noun, arnMember, arn)).isEqualTo("ResourceNotFoundException");
        assertThat(client.call("List" + noun + "s", "{}").get(list)).isEmpty();
    }

    @Test
    void replacesAllSettingsOfAPipeline() {
        String arn = client.pipeline(
                "golden",
                ",'description':'before','schedule':{'scheduleExpression':'cron(0 6 * * ? *)'},'tags':{'a':'1'}");

        client.call(
                "UpdateImagePipeline",
                "{'imagePipelineArn':'" + arn + "','status':'DISABLED','imageRecipeArn':'" + ARN
                        + "image-recipe/golden/x.x.x','infrastructureConfigurationArn':'" + ARN
                        + "infrastructure-configuration/golden'}");

        JsonNode pipeline =
                client.get("GetImagePipeline", "imagePipelineArn", arn).get("imagePipeline");
        assertThat(pipeline.get("status").asText()).isEqualTo("DISABLED");
        assertThat(pipeline.get("imageRecipeArn").asText()).endsWith("x.x.x");
        assertThat(pipeline.get("tags").get("a").asText()).isEqualTo("1");
        assertThat(pipeline.has("description") || pipeline.has("schedule") || pipeline.has("dateNextRun"))
                .isFalse();
        assertThat(client.image(client.start(arn))
                        .get("imageRecipe")
                        .get("version")
                        .asText())
                .isEqualTo("1.0.0");
    }

    @Test
    void keepsWhatOthersUse() {
        String pipeline = client.pipeline("golden", "");
        List<List<String>> inOrder = List.of(
                List.of("DeleteImageRecipe", "imageRecipeArn", ARN + "image-recipe/golden/1.0.0"),
                List.of("DeleteComponent", "componentBuildVersionArn", ARN + "component/golden/1.0.0/1"),
                List.of(
                        "DeleteInfrastructureConfiguration",
                        "infrastructureConfigurationArn",
                        ARN + "infrastructure-configuration/golden"));

        inOrder.forEach(call -> assertThat(client.delete(call.get(0), call.get(1), call.get(2)))
                .isEqualTo("ResourceDependencyException"));
        assertThat(client.delete("DeleteImagePipeline", "imagePipelineArn", pipeline))
                .isEmpty();
        inOrder.forEach(call ->
                assertThat(client.delete(call.get(0), call.get(1), call.get(2))).isEmpty());
    }

    @Test
    void givesTheSameVersionOfAComponentItsNextBuild() {
        String first = client.component("golden");
        String second = client.component("golden");

        assertThat(second).isEqualTo(ARN + "component/golden/1.0.0/2");
        assertThat(client.get("GetComponent", "componentBuildVersionArn", ARN + "component/golden/1.x.x")
                        .at("/component/arn")
                        .asText())
                .isEqualTo(second);
        assertThat(client.call("ListComponents", "{}").get("componentVersionList"))
                .hasSize(1);
        assertThat(client.call(
                                "ListComponentBuildVersions",
                                "{'componentVersionArn':'" + ARN + "component/golden/1.0.0'}")
                        .get("componentSummaryList"))
                .extracting(entry -> entry.get("arn").asText())
                .containsExactly(second, first);
    }

    @ParameterizedTest
    @CsvSource({"test,TEST", "build,BUILD", "validate,BUILD"})
    void findsTheTypeOfAComponentInItsDocument(String phase, String type) {
        String arn = client.call(
                        "CreateComponent",
                        "{'name':'golden','semanticVersion':'1.0.0','platform':'Linux','data':'name: test\\nphases:\\n"
                                + "  - name: " + phase + "\\n    steps:\\n      - name: test\\n'}")
                .get("componentBuildVersionArn")
                .asText();

        assertThat(client.get("GetComponent", "componentBuildVersionArn", arn)
                        .at("/component/type")
                        .asText())
                .isEqualTo(type);
    }

    @Test
    void deletesABuildThatHasEndedAndNeverUsesItsNumberAgain() {
        String pipeline = client.pipeline("golden", "");
        String build = client.start(pipeline);
        assertThat(client.delete("DeleteImage", "imageBuildVersionArn", build))
                .isEqualTo("ResourceDependencyException");
        client.clock().advance(SocketlessClient.BUILD);

        assertThat(client.delete("DeleteImage", "imageBuildVersionArn", build)).isEmpty();

        assertThat(client.getError("GetImage", "imageBuildVersionArn", build)).isEqualTo("ResourceNotFoundException");
        assertThat(client.call("ListImages", "{}").get("imageVersionList")).isEmpty();
        assertThat(client.call("ListImagePipelineImages", "{'imagePipelineArn':'" + pipeline + "'}")
                        .get("imageSummaryList"))
                .isEmpty();
        assertThat(client.start(pipeline)).endsWith("/1.0.0/2");
    }

    @Test
    void hasImagesOfAmazon() {
        String newest = "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x";

        JsonNode image = client.image(newest);
        JsonNode listed = client.call("ListImages", "{'owner':'Amazon','byName':true,'maxResults':100}")
                .get("imageVersionList");

        assertThat(image.get("imageSource").asText()).isEqualTo("AMAZON_MANAGED");
        assertThat(image.at("/outputResources/amis/0/region").asText()).isEqualTo("us-east-1");
        assertThat(listed)
                .hasSizeGreaterThan(5)
                .allMatch(version -> version.get("owner").asText().equals("Amazon"))
                .extracting(version -> version.get("version").asText())
                .contains(image.get("version").asText().replace("/1", ""));
        assertThat(client.call("ListImages", "{}").get("imageVersionList")).isEmpty();
    }

    @Test
    void takesPlatformAndOperatingSystemFromTheParentImage() {
        String recipe = client.call(
                        "CreateImageRecipe",
                        "{'name':'golden','semanticVersion':'1.0.0','parentImage':'arn:aws:imagebuilder:us-east-1:aws:"
                                + "image/windows-server-2025-english-full-base-x86/x.x.x'}")
                .get("imageRecipeArn")
                .asText();
        String build = client.call(
                        "CreateImage",
                        "{'imageRecipeArn':'" + recipe + "','infrastructureConfigurationArn':'"
                                + client.infrastructure("golden") + "'}")
                .get("imageBuildVersionArn")
                .asText();

        assertThat(client.image(build).get("platform").asText()).isEqualTo("Windows");
        assertThat(client.image(build).get("osVersion").asText()).isEqualTo("Microsoft Windows Server 2025");
        assertThat(client.call("ListImages", "{'filters':[{'name':'osVersion','values':['Amazon Linux 2']}]}")
                        .get("imageVersionList"))
                .isEmpty();
    }

    @Test
    void keepsToTheErrorsOfTheModelOnRequest() {
        SocketlessClient strict = new SocketlessClient(EmulatorOptions::withModelErrorsOnly);

        assertThat(strict.getError("GetImage", "imageBuildVersionArn", ARN + "image/none/1.0.0/1"))
                .isEqualTo("InvalidRequestException");
        assertThat(strict.error("StartImagePipelineExecution", "{'imagePipelineArn':'" + ARN + "image-pipeline/none'}"))
                .isEqualTo("ResourceNotFoundException");
        assertThat(strict.error("CreateDistributionConfiguration", distributionNamed("always the same")))
                .isEqualTo("InvalidRequestException");
        assertThat(client.error("CreateDistributionConfiguration", distributionNamed("always the same")))
                .isEqualTo("InvalidParameterValueException");
        assertThat(client.error("CreateDistributionConfiguration", distributionNamed("at {{imagebuilder:buildDate}}")))
                .isEmpty();
    }

    private static String distributionNamed(String amis) {
        return "{'name':'golden','distributions':[{'region':'us-east-1','amiDistributionConfiguration':{'name':'" + amis
                + "'}}]}";
    }

    @Test
    void listsUpToAHundredOnAPage() {
        String first = client.pipeline("golden 0", "");
        JsonNode needed =
                client.get("GetImagePipeline", "imagePipelineArn", first).get("imagePipeline");
        for (int i = 1; i < 120; i++) {
            client.call(
                    "CreateImagePipeline",
                    "{'name':'golden " + i + "','imageRecipeArn':'"
                            + needed.get("imageRecipeArn").asText() + "','infrastructureConfigurationArn':'"
                            + needed.get("infrastructureConfigurationArn").asText() + "'}");
        }

        JsonNode page = client.call("ListImagePipelines", "{'maxResults':100}");
        JsonNode last = client.call(
                "ListImagePipelines",
                "{'maxResults':100,'nextToken':'" + page.get("nextToken").asText() + "'}");

        assertThat(page.get("imagePipelineList")).hasSize(100);
        assertThat(last.get("imagePipelineList")).hasSize(20).last().isEqualTo(needed);
        assertThat(last.has("nextToken")).isFalse();
        assertThat(client.error("ListImagePipelines", "{'maxResults':101}")).isEqualTo("InvalidRequestException");
    }
}
