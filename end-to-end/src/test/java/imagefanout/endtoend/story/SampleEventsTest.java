package imagefanout.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sends every sample event to a new fleet through Lambda's Invoke API. */
class SampleEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path TEMPLATE = Template.find();

    private static Fleet fleet;

    @BeforeAll
    static void start() throws IOException {
        fleet = Fleet.start(FleetOptions.onFreePorts(TEMPLATE).withSamples());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @TestFactory
    Stream<DynamicTest> everyEventDoesWhatItsNameSays() throws IOException {
        return files(TEMPLATE.resolveSibling("events")).stream()
                .filter(folder -> !folder.endsWith("announcements"))
                .flatMap(folder -> files(folder).stream())
                .map(event ->
                        dynamicTest(event.getParent().getFileName() + "/" + event.getFileName(), () -> check(event)));
    }

    private static void check(Path event) throws IOException, InterruptedException {
        HttpResponse<String> answer = invoke(function(event.getParent()), event);
        boolean failed = answer.headers().firstValue("X-Amz-Function-Error").isPresent();
        JsonNode body = JSON.readTree(answer.body());
        boolean refused = failed || body.path("statusCode").asInt(200) >= 400;
        boolean meantToBe = event.getFileName().toString().startsWith("bad-");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(refused).as("%s answers %s", event, answer.body()).isEqualTo(meantToBe);
        assertThat(body.path("statusCode").asInt(200)).isLessThan(500);
    }

    private static HttpResponse<String> invoke(String function, Path event) throws IOException, InterruptedException {
        URI invoke = fleet.lambda().resolve("/2015-03-31/functions/" + function + "/invocations");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(invoke)
                                .POST(HttpRequest.BodyPublishers.ofFile(event))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the logical ID, such as RecordImageFunction for {@code record-image}. */
    private static String function(Path folder) {
        return Arrays.stream(folder.getFileName().toString().split("-"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining())
                + "Function";
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
