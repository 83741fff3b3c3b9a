package imagefanout.queryimages;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ApiRoute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The function's sample events and the template's routes. */
class QueryEventsTest {
    private static final Path ROOT = root();
    private static final Pattern ROUTE = Pattern.compile("Method: ([A-Z]+), Path: \"([^\"]+)\"");

    private final OpenApiContract documented = new OpenApiContract();

    @Test
    void includeASuccessfulOneForEveryRoute() throws IOException {
        Set<ApiRoute> sampled = EnumSet.noneOf(ApiRoute.class);
        for (Path file : events()) {
            if (!file.getFileName().toString().startsWith("bad-")) {
                sampled.add(ApiRoute.of(new ApiRequest(read(file)).routeKey()));
            }
        }

        // Nothing is on hold here, so an approval is refused; ApprovalAnswersTest approves.
        sampled.addAll(Set.of(ApiRoute.APPROVE_IMPORT, ApiRoute.APPROVE_PLAN));
        assertThat(sampled).containsExactlyInAnyOrder(ApiRoute.values());
    }

    @Test
    void areAnsweredAsDocumented() throws IOException {
        for (Path file : events()) {
            JsonNode event = read(file);

            TestApi.Response response = new TestApi().send(event);

            assertThat(documented.faults(ApiRoute.of(new ApiRequest(event).routeKey()), response))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void areParsedLikeByLambdasOwnSerializer() throws IOException {
        PojoSerializer<APIGatewayV2HTTPEvent> lambdas = LambdaEventSerializers.serializerFor(
                APIGatewayV2HTTPEvent.class, QueryEventsTest.class.getClassLoader());
        for (Path file : events()) {
            APIGatewayV2HTTPEvent expected = lambdas.fromJson(new ByteArrayInputStream(Files.readAllBytes(file)));

            ApiRequest request = new ApiRequest(read(file));

            assertThat(request.routeKey()).isEqualTo(expected.getRouteKey());
            assertThat(request.stageVariables()).isEqualTo(orNone(expected.getStageVariables()));
            orNone(expected.getPathParameters())
                    .forEach((name, value) -> assertThat(request.<String>path(name, text -> text))
                            .as(file.toString())
                            .isEqualTo(value));
            orNone(expected.getQueryStringParameters())
                    .forEach((name, value) -> assertThat(request.<String>query(name, text -> text))
                            .as(file.toString())
                            .contains(value));
            if (expected.getBody() != null) {
                assertThat(request.body()).as(file.toString()).isEqualTo(EventJson.object(expected.getBody()));
                assertThat(request.caller("It records the caller"))
                        .as(file.toString())
                        .isEqualTo(expected.getRequestContext()
                                .getAuthorizer()
                                .getIam()
                                .getUserArn());
            }
        }
    }

    private static Map<String, String> orNone(Map<String, String> texts) {
        return requireNonNullElse(texts, Map.of());
    }

    @Test
    void matchTheTemplatesRoutes() throws IOException {
        Set<String> declared = new TreeSet<>();
        Matcher routes = ROUTE.matcher(Files.readString(ROOT.resolve("template.yaml")));
        while (routes.find()) {
            declared.add(routes.group(1) + " " + routes.group(2));
        }

        assertThat(declared)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ApiRoute.values()).map(ApiRoute::key).toList());
    }

    private static JsonNode read(Path file) throws IOException {
        return EventJson.object(Files.readString(file));
    }

    /** The requests. The calls of schedules are none. */
    private static List<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("events/query-images"))) {
            return files.filter(file -> !file.endsWith("keep-active.json"))
                    .filter(file -> !file.toString().contains("promotion-rules"))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
