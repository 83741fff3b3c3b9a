package imagefanout.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.endtoend.fleet.Seeds;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds whose answers of GetImage are ambiguous, incomplete or unreadable in part, from Image Builder to the HTTP API. */
class UnusualBuildsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEED = "/_emulator/seed";
    private static final String PIPELINE = "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux";
    private static final String LATEST = "/v1/pipelines/golden-linux/latest";
    private static final String COVERAGE = "/v1/pipelines/golden-linux/coverage";
    private static final String FIRST_BUILD = "/v1/images/golden-linux/1.0.0/1";

    private final HttpClient client = HttpClient.newHttpClient();
    private Fleet fleet;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()));
        post(fleet.imageBuilder().resolve(SEED), Seeds.pipeline().json().toString());
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void twoAmisForOneAccountAndRegionAreNamedAndNeitherIsOffered() throws Exception {
        built("""
                {"outputResources":{"amis":[
                  {"region":"us-east-1","image":"ami-0123456789abcde01","name":"the recipe's"},
                  {"region":"us-east-1","image":"ami-0123456789abcde02","name":"the distribution's"},
                  {"region":"eu-west-1","image":"ami-0123456789abcde03"}]}}
                """);

        assertThat(get(FIRST_BUILD).path("warnings").toString())
                .contains("ami-0123456789abcde01", "ami-0123456789abcde02");
        assertThat(get(LATEST + "?account=123456789012").path("items").findValuesAsText("amiId"))
                .containsExactly("ami-0123456789abcde03");
    }

    @Test
    void anAmiWithAFailedStateIsAGapWithItsReason() throws Exception {
        built("""
                {"outputResources":{"amis":[
                  {"region":"us-east-1","image":"ami-0123456789abcde01","state":{"status":"AVAILABLE"}},
                  {"region":"eu-west-1","image":"ami-0123456789abcde02","accountId":"111111111111",
                   "state":{"status":"FAILED","reason":"The copy failed."}}]}}
                """);

        assertThat(get(LATEST + "?account=111111111111&region=eu-west-1")
                        .path("status")
                        .asInt())
                .isEqualTo(404);
        assertThat(get(COVERAGE).path("gaps").toString())
                .contains("\"accountId\":\"111111111111\",\"reason\":\"The copy failed.\"");
    }

    @Test
    void accountsThatAnAmiCouldNotBeSharedWithAreNotCountedAsServed() throws Exception {
        built("""
                {"state":{"status":"FAILED","reason":"Distribution failed with JobId 'j', status = 'Failed' for ARN 'a'. \
                'Not all distribution jobs are completed. 1) EC2 Client Error: 'Encrypted snapshots with EBS default key cannot be shared.' \
                when distributing the image from the source account (ID: 123456789012) to the destination account \
                (ID: 123456789012) in Region us-east-1.'"},
                 "distributionConfiguration":{"distributions":[{"region":"us-east-1","amiDistributionConfiguration":
                   {"launchPermission":{"userIds":["444444444444"]}}}]},
                 "outputResources":{"amis":[{"region":"us-east-1","image":"ami-0123456789abcde01","accountId":"123456789012"}]}}
                """);

        JsonNode coverage = get(COVERAGE);
        assertThat(coverage.toString()).contains("Encrypted snapshots with EBS default key cannot be shared.");
        assertThat(coverage.findValues("sharedAccountIds").toString()).doesNotContain("444444444444");
        assertThat(get(LATEST + "?account=444444444444&region=us-east-1")
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }

    @Test
    void membersOfAnotherTypeAreNamedAndTheRestIsServed() throws Exception {
        built("""
                {"imageRecipe":{"blockDeviceMappings":{"deviceName":"/dev/xvda"}},
                 "outputResources":{"amis":[
                  {"region":"eu-west-1","image":"ami-0123456789abcde01","state":"AVAILABLE"}]}}
                """);

        assertThat(get(FIRST_BUILD).path("warnings").toString())
                .contains("imageRecipe.blockDeviceMappings", "outputResources.amis[0].state");
        assertThat(get(LATEST + "?account=123456789012").path("items").findValuesAsText("amiId"))
                .containsExactly("ami-0123456789abcde01");
    }

    /** Seeds a build with this answer of GetImage, and reconciles its pipeline. */
    private void built(String answer) throws IOException, InterruptedException {
        post(fleet.imageBuilder().resolve(SEED), """
                {"images":[{"imagePipelineArn":"%s","dateCreated":"2026-01-05T10:01:45Z","answer":%s}]}
                """.formatted(PIPELINE, answer));
        JsonNode reconciled = post(
                fleet.lambda().resolve("/2015-03-31/functions/ReconcilePipelineFunction/invocations"),
                "{\"pipelineArn\":\"%s\"}".formatted(PIPELINE));
        assertThat(reconciled.path("outcome").asText()).isEqualTo("COMPLETE");
    }

    private JsonNode post(URI to, String body) throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        return JSON.readTree(
                send(HttpRequest.newBuilder(fleet.api().resolve(pathAndQuery)).build()));
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("X-Amz-Function-Error"))
                .as(answer.body())
                .isEmpty();
        return answer.body();
    }
}
