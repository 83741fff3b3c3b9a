package imagefanout.endtoend.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every function in Lambda's own runtime, with events and service responses full of secrets. No secret is logged, and every log line is one JSON object.
 */
class SecretsInLogsTest {
    private static final int EVENTS = 200;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Path TEMPLATE = Template.find();

    /** Each function of the template, and the folder of its samples: sync-distributions for SyncDistributionsFunction. */
    static Stream<Arguments> functions() {
        return Template.read(TEMPLATE, Map.of()).functions().stream()
                .map(function -> Arguments.of(
                        function,
                        function.logicalId()
                                .replaceFirst("Function$", "")
                                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                .toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("functions")
    void logsNoSecretAndEveryLineIsOneJsonObject(Template.DeclaredFunction function, String folder)
            throws IOException, InterruptedException {
        Secrets secrets = new Secrets(new SplittableRandom(1));
        SplittableRandom random = new SplittableRandom(2);
        GeneratedEvents events =
                new GeneratedEvents(TEMPLATE.resolveSibling("events").resolve(folder), random.split(), secrets);
        List<String> log;
        try (TalkativeServices services = new TalkativeServices(random.split(), secrets)) {
            Map<String, String> variables = new HashMap<>(function.variables());
            variables.putAll(Map.of(
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", secrets.recognizable(),
                    "AWS_SECRET_ACCESS_KEY", secrets.recognizable(),
                    "AWS_SESSION_TOKEN", secrets.recognizable(),
                    "AWS_ENDPOINT_URL_DYNAMODB", services.endpoint().toString(),
                    "AWS_ENDPOINT_URL_IMAGEBUILDER", services.endpoint().toString(),
                    "AWS_ENDPOINT_URL_EVENTBRIDGE", services.endpoint().toString(),
                    "AWS_ENDPOINT_URL_ORGANIZATIONS", services.endpoint().toString(),
                    "DEAD_LETTER_QUEUE_URL",
                            services.endpoint().resolve("/123456789012/letters").toString()));
            log = LambdaRuntime.logOf(
                    function.handlerClass() + "::handleRequest",
                    variables,
                    Stream.generate(events::next).limit(EVENTS).iterator());
        }

        System.out.printf("%6d lines of %s, %d secrets planted%n", log.size(), folder, secrets.planted());
        assertThat(log).hasSizeGreaterThan(10);
        assertThat(secrets.planted()).isGreaterThan(EVENTS);
        assertThat(log).filteredOn(line -> !secrets.in(line).isEmpty()).isEmpty();
        assertThat(log).filteredOn(line -> !isOneJsonObject(line)).isEmpty();
    }

    private static boolean isOneJsonObject(String line) {
        try {
            return JSON.readTree(line).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
