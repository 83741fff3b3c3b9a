package imagefanout.upgraderecipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.model.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function's sample events, through the real handler and SDK. */
class EventsTest {
    private static final Path EVENTS = Path.of("..", "..", "events", "upgrade-recipe");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private ImageBuilderEmulator emulator;
    private UpgradeRecipeHandler handler;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        emulator = ImageBuilderEmulator.start(EmulatorOptions.defaults().withPort(0));
        handler = new UpgradeRecipeHandler(Environment.of(Map.of(
                "AWS_ENDPOINT_URL_IMAGEBUILDER",
                emulator.endpoint().toString(),
                "PIPELINE_ROLE_ARNS",
                "arn:aws:iam::123456789012:role/builds/*")));
        create("""
                {"name":"golden-database","semanticVersion":"1.0.0","parentImage":"ami-0123456789abcdef0","clientToken":"1",
                 "blockDeviceMappings":[
                  {"deviceName":"/dev/xvda","ebs":{"volumeType":"gp2","volumeSize":20}},
                  {"deviceName":"/dev/sdf","ebs":{"volumeType":"io1","volumeSize":200,"iops":8000}}]}
                """);
        create("""
                {"name":"golden-linux","semanticVersion":"1.0.0","parentImage":"ami-0123456789abcdef0","clientToken":"2",
                 "blockDeviceMappings":[{"deviceName":"/dev/sdf","ebs":{"volumeType":"io2","volumeSize":100,"iops":4000}}]}
                """);
    }

    /** Creates a pipeline that the function may move and one that it may not. */
    private void createPipelines() throws IOException, InterruptedException {
        send("PUT", "/CreateInfrastructureConfiguration", """
                {"name":"builders","instanceProfileName":"profile","clientToken":"3"}
                """);
        for (String name : List.of("databases", "guarded")) {
            JsonNode created = send("PUT", "/CreateImagePipeline", """
                    {"name":"%s","clientToken":"%s","executionRole":"arn:aws:iam::123456789012:role/%s",
                     "imageRecipeArn":"arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/golden-database/1.0.0",
                     "infrastructureConfigurationArn":
                      "arn:aws:imagebuilder:us-east-1:123456789012:infrastructure-configuration/builders"}
                    """.formatted(
                            name, name, name.equals("guarded") ? name : "builds/golden"));
            assertThat(created.has("imagePipelineArn")).as("%s", created).isTrue();
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    static List<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void areRejectedIfNamedBadAndElseSucceedTwice(Path event) throws IOException, InterruptedException {
        int before = recipes();

        if (event.getFileName().toString().startsWith("bad-")) {
            assertThatThrownBy(() -> invoke(event)).isInstanceOf(RuntimeException.class);
            assertThat(recipes()).isEqualTo(before);
        } else {
            assertThat(invoke(event).path("recipes")).isNotEmpty();
            int afterOnce = recipes();
            assertThat(invoke(event).path("recipes")).isNotEmpty();
            assertThat(recipes()).isEqualTo(afterOnce).isBetween(before, before + 1);
        }
    }

    @Test
    void reportDistinctOutcomes() throws IOException {
        assertThat(outcomes("dry-run")).containsExactly("PLANNED");
        assertThat(outcomes("several-and-one-is-refused")).containsExactly("NOTHING_TO_CHANGE", "REFUSED", "PLANNED");
        assertThat(outcomes("nothing-to-change")).containsExactly("NOTHING_TO_CHANGE");
        assertThat(outcomes("new-version")).containsExactly("CREATED");
        assertThat(outcomes("new-version")).containsExactly("ALREADY_THERE");
        assertThat(outcomes("version-asked-for")).containsExactly("CREATED");
    }

    @Test
    void movePipelinesOnRequest() throws IOException, InterruptedException {
        createPipelines();

        assertThat(pipelineOutcomes("dry-run")).containsExactly("ON_OLD_VERSION", "ON_OLD_VERSION");
        assertThat(pipelineOutcomes("update-pipelines-dry-run")).containsExactly("PLANNED", "SKIPPED");
        assertThat(outcomes("new-version")).containsExactly("CREATED");
        assertThat(pipelineOutcomes("newest-version")).containsExactly("ON_OLD_VERSION", "ON_OLD_VERSION");
        assertThat(pipelineOutcomes("update-pipelines")).containsExactly("UPDATED", "SKIPPED");
        assertThat(pipelineOutcomes("update-pipelines")).containsExactly("SKIPPED");
    }

    private List<String> pipelineOutcomes(String event) throws IOException {
        return invoke(EVENTS.resolve(event + ".json"))
                .at("/recipes/0/pipelines")
                .findValuesAsText("outcome");
    }

    private List<String> outcomes(String event) throws IOException {
        List<String> outcomes = new ArrayList<>();
        invoke(EVENTS.resolve(event + ".json"))
                .path("recipes")
                .forEach(recipe -> outcomes.add(recipe.path("outcome").asText()));
        return outcomes;
    }

    private JsonNode invoke(Path event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(Files.readAllBytes(event)),
                answer,
                new DirectInvocation("UpgradeRecipeFunction", "test", Deadline.none()));
        return JSON.readTree(answer.toByteArray());
    }

    private void create(String recipe) throws IOException, InterruptedException {
        assertThat(send("PUT", "/CreateImageRecipe", recipe).has("imageRecipeArn"))
                .isTrue();
    }

    private int recipes() throws IOException, InterruptedException {
        return send("POST", "/ListImageRecipes", "{}")
                .path("imageRecipeSummaryList")
                .size();
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }
}
