package imagefanout.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Tests the HTTP API's answers about a build that was deleted in Image Builder. */
class DeletedImageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BUILD = "golden-linux/1.0.0/1";

    /** Only the first sample has this copy. It failed in the next one. */
    private static final String LATEST = "/v1/pipelines/golden-linux/latest?region=eu-west-1&account=222222222222";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void isGoneOverHttpOnceItIsDeleted() throws Exception {
        try (Fleet fleet = Fleet.start(FleetOptions.onFreePorts(Template.find()).withSamples())) {
            assertThat(JSON.readTree(get(fleet, LATEST).body())
                            .at("/items/0/imageArn")
                            .asText())
                    .endsWith(BUILD);

            delete(fleet);

            assertGone(get(fleet, LATEST), "eu-west-1");
            assertGone(get(fleet, "/v1/images/" + BUILD), BUILD);
            assertThat(get(fleet, "/v1/images/golden-linux/1.0.0/2").statusCode())
                    .isEqualTo(200);
        }
    }

    private static void assertGone(HttpResponse<String> answer, String named) throws IOException {
        JsonNode problem = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(problem.path("type").asText()).isEqualTo("urn:image-fanout:problem:deleted");
        assertThat(problem.path("status").asInt()).isEqualTo(410);
        assertThat(problem.path("detail").asText()).contains(named);
    }

    private void delete(Fleet fleet) throws IOException, InterruptedException {
        post(
                fleet.imageBuilder().resolve("/_emulator/faults"),
                "{\"kind\": \"IMAGE_STATE\", \"status\": \"DELETED\", \"imageBuildVersionArn\":"
                        + " \"arn:aws:imagebuilder:us-east-1:123456789012:image/" + BUILD + "\"}");
        post(fleet.lambda().resolve("/2015-03-31/functions/ReconcilePipelineFunction/invocations"), "{}");
    }

    private void post(URI to, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(to)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
    }

    private HttpResponse<String> get(Fleet fleet, String pathAndQuery) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(fleet.api().resolve(pathAndQuery)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
