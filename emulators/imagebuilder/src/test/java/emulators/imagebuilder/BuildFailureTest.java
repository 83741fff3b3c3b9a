package emulators.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFailureTest {

    private final SocketlessClient client = new SocketlessClient(options -> options);

    private JsonNode stateOfAFailedBuild(String fault) {
        client.control("POST", "faults", fault);
        String build = client.start(client.pipeline("golden", ""));
        client.clock().advance(SocketlessClient.BUILD);
        JsonNode image = client.image(build);
        assertThat(image.at("/state/status").asText()).isEqualTo("FAILED");
        assertThat(image.at("/outputResources/amis")).isEmpty();
        return image.get("state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILDING", "TESTING"})
    void failsInThePhaseOfAComponent(String phase) {
        JsonNode state = stateOfAFailedBuild(
                "{'kind':'BUILD_FAILS','phase':'" + phase + "','component':'golden','message':'exit status 7'}");

        assertThat(state.get("reason").asText()).contains(phase, "golden", "exit status 7");
        JsonNode context = state.get("failureContext");
        assertThat(context.get("imageStatus").asText()).isEqualTo(phase);
        assertThat(context.at("/componentFailure/componentArn").asText()).endsWith(":component/golden/1.0.0/1");
        assertThat(context.at("/componentFailure/errorMessage").asText()).isEqualTo("exit status 7");
        assertThat(context.has("distributionFailure")).isFalse();
    }

    @Test
    void failsInDistributionAndCanBeRetried() {
        JsonNode state = stateOfAFailedBuild("{'kind':'BUILD_FAILS','phase':'DISTRIBUTING','nth':1}");
        String build = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1";

        assertThat(state.at("/failureContext/distributionFailure/errorMessage").asText())
                .isNotEmpty();
        assertThat(client.error("RetryImage", "{'imageBuildVersionArn':'" + build + "'}"))
                .isEmpty();
        client.clock().advance(SocketlessClient.BUILD);
        assertThat(client.image(build).at("/state/status").asText()).isEqualTo("AVAILABLE");
    }

    @Test
    void refusesToRetryWhatFailedBeforeItsDistribution() {
        stateOfAFailedBuild("{'kind':'BUILD_FAILS','phase':'BUILDING'}");

        assertThat(client.error(
                        "RetryImage",
                        "{'imageBuildVersionArn':'arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1'}"))
                .isEqualTo("InvalidRequestException");
    }

    @Test
    void refusesAPhaseThatCannotFail() {
        assertThat(client.send("POST", "/_emulator/faults", "", "{'kind':'BUILD_FAILS','phase':'CREATING'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void namesAtMost256CopiesThatFailed() {
        String accounts = IntStream.range(0, 300)
                .mapToObj(i -> String.format("'%012d'", i))
                .peek(account -> client.control(
                        "POST", "faults", "{'kind':'COPY_FAILS','region':'us-east-1','accountId':" + account + "}"))
                .collect(Collectors.joining(","));
        String distribution = client.call(
                        "CreateDistributionConfiguration",
                        "{'name':'golden','distributions':[{'region':'us-east-1','amiDistributionConfiguration':{"
                                + "'targetAccountIds':[" + accounts + "]}}]}")
                .get("distributionConfigurationArn")
                .asText();
        String build =
                client.start(client.pipeline("golden", ",'distributionConfigurationArn':'" + distribution + "'"));

        client.clock().advance(SocketlessClient.BUILD);

        assertThat(client.image(build).at("/state/failureContext/distributionFailure/regionFailures"))
                .hasSize(256);
    }

    @ParameterizedTest
    @CsvSource({"111111111111, false, FAILED", "222222222222, true,  FAILED", "111111111111, true,  AVAILABLE"})
    void writesSsmParametersOfTargetAccountsWithAnExecutionRole(String account, boolean hasRole, String status) {
        String distribution = client.call(
                        "CreateDistributionConfiguration",
                        "{'name':'golden','distributions':[{'region':'eu-west-1','amiDistributionConfiguration':{"
                                + "'targetAccountIds':['111111111111']},'ssmParameterConfigurations':[{'amiAccountId':'"
                                + account + "','parameterName':'/golden','dataType':'aws:ec2:image'}]}]}")
                .get("distributionConfigurationArn")
                .asText();
        String role = hasRole ? ",'executionRole':'golden'" : "";
        String build = client.start(
                client.pipeline("golden", ",'distributionConfigurationArn':'" + distribution + "'" + role));

        client.clock().advance(SocketlessClient.BUILD);

        assertThat(client.image(build).at("/state/status").asText()).isEqualTo(status);
    }

    @Test
    void makesContainersOfAContainerRecipe() {
        String recipe = client.call(
                        "CreateContainerRecipe",
                        "{'name':'app','semanticVersion':'1.0.0','parentImage':'debian','containerType':'DOCKER',"
                                + "'targetRepository':{'service':'ECR','repositoryName':'app'}}")
                .get("containerRecipeArn")
                .asText();
        String distribution = client.call(
                        "CreateDistributionConfiguration",
                        "{'name':'app','distributions':[{'region':'eu-west-1','containerDistributionConfiguration':{"
                                + "'containerTags':['latest'],'targetRepository':{'service':'ECR','repositoryName':'app'}}}]}")
                .get("distributionConfigurationArn")
                .asText();
        String build = client.call(
                        "CreateImage",
                        "{'containerRecipeArn':'" + recipe + "','distributionConfigurationArn':'" + distribution
                                + "','infrastructureConfigurationArn':'" + client.infrastructure("app") + "'}")
                .get("imageBuildVersionArn")
                .asText();
        assertThat(client.image(build).at("/outputResources/containers")).isEmpty();

        client.clock().advance(SocketlessClient.BUILD);

        assertThat(client.image(build).at("/outputResources/containers").toString())
                .isEqualTo("[{\"region\":\"us-east-1\",\"imageUris\":["
                        + "\"123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0-1\"]},"
                        + "{\"region\":\"eu-west-1\",\"imageUris\":["
                        + "\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0-1\","
                        + "\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:latest\"]}]");
    }
}
