package imagefanout.benchmarks.recording;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.sdk.TableCreation;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.model.Deadline;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.registry.RegistryRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Handlers of functions with the template's defaults, invoked as Lambda invokes them. */
public final class MeasuredFunctions {
    public static final String CATALOG = "CatalogTable";
    public static final String REGISTRY = "AccountRegistryTable";

    private static final String DECLARATIONS = "DistributionDeclarationsTable";

    private static final Context INVOCATION =
            new DirectInvocation("benchmark", "00000000-0000-0000-0000-000000000000", Deadline.none());

    private MeasuredFunctions() {}

    /** The variables of every function. */
    public static Environment environment(URI dynamoDb, URI imageBuilder) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        variables.put("AWS_ENDPOINT_URL_IMAGEBUILDER", imageBuilder.toString());
        variables.put("CATALOG_TABLE", CATALOG);
        variables.put("ACCOUNT_REGISTRY_TABLE", REGISTRY);
        variables.put("DISTRIBUTION_DECLARATIONS_TABLE", DECLARATIONS);
        variables.put("PROMOTION_RULES_TABLE", "none");
        variables.put("OFFER_AMIS_OF_GONE_IMAGES", "false");
        variables.put("SOURCE_REGIONS", "us-east-1");
        variables.put("PAGE_SIZE", "25");
        variables.put("KEEP_DELETED_DAYS", "0");
        variables.put("RETENTION_DAYS", "0");
        variables.put("RETENTION_BUILDS", "10");
        variables.put("DEAD_LETTER_QUEUE_URL", "none");
        variables.put("REMOVALS_ALWAYS_ALLOWED", "1");
        variables.put("MAX_REMOVALS", "25");
        variables.put("MAX_REMOVALS_PERCENT", "5");
        variables.put("ADDITIONS_ALWAYS_ALLOWED", "5");
        variables.put("MAX_ADDITIONS_PERCENT", "25");
        variables.put("POWERTOOLS_SERVICE_NAME", "benchmark");
        variables.put("POWERTOOLS_METRICS_DISABLED", "true");
        return Environment.of(variables);
    }

    /** Creates the functions' empty tables. */
    public static void createTables(DynamoDbClient client) {
        client.createTable(TableCreation.of(CATALOG, CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
        client.createTable(TableCreation.of(REGISTRY, RegistryRow.ACCOUNT_ID));
        client.createTable(TableCreation.of(DECLARATIONS, DeclarationRow.NAME));
    }

    /** Returns the function's answer to an event. */
    public static JsonNode invoke(RequestStreamHandler function, Map<String, ?> event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(EventJson.bytes(event)), answer, INVOCATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }

    /** Returns the body of query-images' answer, which has the status. */
    public static String get(
            RequestStreamHandler queryImages,
            String route,
            Map<String, String> path,
            Map<String, String> parameters,
            int status) {
        JsonNode response = invoke(
                queryImages,
                Map.of("routeKey", "GET " + route, "pathParameters", path, "queryStringParameters", parameters));
        if (response.path("statusCode").asInt() != status) {
            throw new IllegalStateException(route + " answered " + response);
        }
        return response.path("body").asText();
    }
}
