package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Keeps recipes for the real SDK without a network, so that ten thousand of them take seconds. Answers have exactly what the
 * requests had.
 */
final class InMemoryRecipeService implements SdkHttpClient {
    private static final String ARN = "arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/";

    private final Map<String, ObjectNode> recipes = new ConcurrentSkipListMap<>();

    /** Every recipe as raw JSON, by ARN. */
    Map<String, ObjectNode> recipes() {
        return recipes;
    }

    void put(ObjectNode request) {
        String version = request.get("semanticVersion").textValue();
        String arn = ARN + request.get("name").textValue() + "/" + version;
        ObjectNode recipe = request.deepCopy().put("arn", arn).put("version", version);
        recipe.put("type", "AMI").put("platform", "Linux").put("owner", "123456789012");
        recipe.put("dateCreated", "2026-01-01T00:00:0" + recipes.size() % 10 + "Z");
        recipe.remove(List.of("semanticVersion", "clientToken"));
        if (recipes.putIfAbsent(arn, recipe) != null) {
            throw new IllegalStateException(arn + " exists");
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                byte[] answer = answer(request).toString().getBytes(StandardCharsets.UTF_8);
                SdkHttpResponse ok =
                        SdkHttpFullResponse.builder().statusCode(200).build();
                return HttpExecuteResponse.builder()
                        .response(ok)
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                        .build();
            }

            @Override
            public void abort() {
                // No request takes long.
            }
        };
    }

    private ObjectNode answer(HttpExecuteRequest request) throws IOException {
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        String path = request.httpRequest().encodedPath();
        if (path.equals("/GetImageRecipe")) {
            String arn = request.httpRequest()
                    .firstMatchingRawQueryParameter("imageRecipeArn")
                    .orElseThrow();
            answer.set("imageRecipe", recipes.get(arn));
            return answer;
        }
        try (InputStream content = request.contentStreamProvider().orElseThrow().newStream()) {
            ObjectNode body = (ObjectNode) CanonicalJson.MAPPER.readTree(content);
            if (path.equals("/ListImageRecipes")) {
                recipes.keySet().forEach(arn -> answer.withArray("imageRecipeSummaryList")
                        .addObject()
                        .put("arn", arn));
            } else {
                put(body);
                answer.put(
                        "imageRecipeArn",
                        ARN + body.get("name").textValue() + "/"
                                + body.get("semanticVersion").textValue());
            }
            return answer;
        }
    }

    @Override
    public void close() {
        recipes.clear();
    }
}
