package imagefanout.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * The smallest Java function that makes the three requests of query-images' latest: only the SDK. It reads no event, and maps,
 * checks and logs nothing. A faster start needs another SDK.
 */
public final class BareQuery implements RequestStreamHandler {
    private static final String TABLE = System.getenv("CATALOG_TABLE");

    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .region(Region.of(System.getenv("AWS_REGION")))
            .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL_DYNAMODB")))
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.readAllBytes();
        query("NAME#golden-linux", "PIPELINE#");
        String build = query("ACCOUNT#222222222222", "IMAGE#p:us-east-1:123456789012:golden-linux#")
                .get(0)
                .get("b")
                .s();
        List<Map<String, AttributeValue>> keys = List.of(key("BUILD#" + build, "META"), key("RECONCILE", "JOURNAL"));
        Map<String, KeysAndAttributes> items =
                Map.of(TABLE, KeysAndAttributes.builder().keys(keys).build());
        int found = dynamoDb.batchGetItem(request -> request.requestItems(items))
                .responses()
                .get(TABLE)
                .size();
        answer.write(("{\"ami-\": " + found + "}").getBytes(StandardCharsets.UTF_8));
    }

    private List<Map<String, AttributeValue>> query(String partition, String prefix) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":partition", AttributeValue.fromS(partition));
        values.put(":prefix", AttributeValue.fromS(prefix));
        return dynamoDb.query(request -> request.tableName(TABLE)
                        .keyConditionExpression("PK = :partition AND begins_with(SK, :prefix)")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false))
                .items();
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("PK", AttributeValue.fromS(partition), "SK", AttributeValue.fromS(sort));
    }
}
