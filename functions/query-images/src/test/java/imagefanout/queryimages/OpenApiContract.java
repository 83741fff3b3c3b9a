package imagefanout.queryimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi31;
import imagefanout.lambda.EventJson;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.queryimages.site.DescribeApi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares responses with the OpenAPI document. */
final class OpenApiContract {
    /** The document's ID; nothing is fetched from it. */
    private static final String IRI = "https://image-fanout.example/openapi.json";

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document = EventJson.object(DescribeApi.document());
    private final JsonSchemaFactory factory = JsonSchemaFactory.builder()
            .metaSchema(OpenApi31.getInstance())
            .defaultMetaSchemaIri(OpenApi31.getInstance().getIri())
            .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, document.toString())))
            .build();
    private final Map<JsonNode, JsonSchema> schemas = new HashMap<>();

    /** The differences between the response and its description; empty when it conforms. */
    List<String> faults(ApiRoute route, TestApi.Response response) {
        String[] key = route.key().split(" ");
        JsonNode responses = document.at("/paths")
                .get(key[1])
                .get(key[0].toLowerCase(Locale.ROOT))
                .get("responses");
        JsonNode described = resolved(responses.path(Integer.toString(response.status())));
        if (described.isMissingNode()) {
            return List.of(response.status() + " is not documented");
        }
        if (response.status() == 304) {
            return response.body().isEmpty() ? List.of() : List.of("304 has a body");
        }
        String type = response.headers().getOrDefault("content-type", "").split(";")[0];
        JsonNode content = described.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(type + " is not documented");
        }
        return type.endsWith("json")
                ? schema(content.path("schema")).validate(response.json()).stream()
                        .map(ValidationMessage::toString)
                        .toList()
                : List.of();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema,
                node -> node.has("$ref")
                        ? factory.getSchema(
                                SchemaLocation.of(IRI + node.get("$ref").asText()), CONFIG)
                        : factory.getSchema(node, CONFIG));
    }
}
