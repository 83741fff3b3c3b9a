package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.queryimages.http.ProblemException;
import imagefanout.queryimages.site.DescribeApi;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "delete", "post", "patch");

    private final JsonNode document = EventJson.object(DescribeApi.document());

    @Test
    void describesExactlyTheRoutes() {
        Map<String, String> described = new TreeMap<>();
        document.at("/paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> described.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue().at("/operationId").asText())));

        Map<String, String> routed = new TreeMap<>();
        Arrays.stream(ApiRoute.values()).forEach(route -> routed.put(route.key(), operationId(route)));

        assertThat(described).isEqualTo(routed);
    }

    @Test
    void describesExactlyTheQueryParametersOfEveryRoute() {
        for (ApiRoute route : ApiRoute.values()) {
            Set<String> described = new TreeSet<>();
            operation(route).at("/parameters").forEach(parameter -> {
                JsonNode resolved = parameter.has("$ref")
                        ? document.at(parameter.at("/$ref").asText().substring(1))
                        : parameter;
                if (resolved.at("/in").asText().equals("query")) {
                    described.add(resolved.at("/name").asText());
                }
            });

            assertThat(described).as(route.key()).isEqualTo(new TreeSet<>(route.parameters()));
        }
    }

    @Test
    void describesEveryTypeOfProblem() {
        Set<String> described = new TreeSet<>();
        document.at("/components/schemas/Problem/properties/type/enum").forEach(type -> described.add(type.asText()));

        Set<String> types = new TreeSet<>();
        Arrays.stream(ProblemException.Type.values()).forEach(type -> types.add(type.uri()));

        assertThat(described).isEqualTo(types);
    }

    @Test
    void rejectsAnAnswerThatDiffers() {
        OpenApiContract contract = new OpenApiContract();
        TestApi.Response answered = new TestApi().get("/v1/pipelines");
        String body = answered.body();

        assertThat(contract.faults(ApiRoute.LIST_PIPELINES, answered)).isEmpty();
        for (String different : List.of(
                body.replace("\"limit\"", "\"limits\""),
                body.replace("{\"items\"", "{\"more\":1,\"items\""),
                body.replace("\"nextCursor\":null", "\"nextCursor\":1"),
                body.replace(TestApi.RECONCILED.toString(), "yesterday"))) {
            TestApi.Response response = new TestApi.Response(200, answered.headers(), different);
            assertThat(contract.faults(ApiRoute.LIST_PIPELINES, response))
                    .as(different)
                    .isNotEmpty();
        }
    }

    @Test
    void isServedUnchanged() {
        TestApi.Response response = new TestApi().get("/v1/openapi.json");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json()).isEqualTo(document);
    }

    private JsonNode operation(ApiRoute route) {
        String[] key = route.key().split(" ");
        return document.at("/paths").get(key[1]).get(key[0].toLowerCase(Locale.ROOT));
    }

    private static String operationId(ApiRoute route) {
        String camel = Pattern.compile("_([a-z])")
                .matcher(route.name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return camel;
    }
}
