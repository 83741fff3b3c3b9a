package imagefanout.benchmarks.recording;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.Ami;
import software.amazon.awssdk.services.imagebuilder.model.Image;

/**
 * The obvious implementation: GetImage, then one PutItem for each AMI, eight at a time, into a table with two indexes: one finds
 * the AMIs of an account, newest first, the other where an AMI comes from.
 *
 * <p>The emulator has no indexes, so each is a table here, with all attributes of the items. {@link CapacityMeter} counts their
 * write units and no requests, as DynamoDB does.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations">Provisioned
 *     throughput considerations for global secondary indexes</a>
 */
final class StraightforwardRecorder implements MeasuredRecorder {
    private static final int AT_A_TIME = 8;
    private static final String TABLE = "StraightforwardTable";
    private static final String BUILD = "PK";
    private static final String PLACE = "SK";
    private static final String ACCOUNT = "accountId";
    private static final String CREATED = "createdAt";
    private static final String AMI = "amiId";
    private static final String BY_ACCOUNT = TABLE + ".byAccount";
    private static final String BY_AMI = TABLE + ".byAmi";

    /** The tables that stand for indexes. */
    static final Set<String> INDEXES = Set.of(BY_ACCOUNT, BY_AMI);

    private final DynamoDbClient dynamoDb;
    private final ImagebuilderClient imageBuilder;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

    StraightforwardRecorder(URI dynamoDb, URI imageBuilder) {
        this.dynamoDb = DynamoDbClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.imageBuilder = ImagebuilderClient.builder()
                .endpointOverride(imageBuilder)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void createTables() {
        createTable(TABLE, BUILD, PLACE);
        createTable(BY_ACCOUNT, ACCOUNT, CREATED);
        createTable(BY_AMI, AMI, BUILD);
    }

    private void createTable(String name, String partitionKey, String sortKey) {
        dynamoDb.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute(partitionKey), attribute(sortKey))
                .keySchema(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE)));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    @Override
    public void record(MeasuredBuild build) {
        Image image =
                imageBuilder.getImage(r -> r.imageBuildVersionArn(build.arn())).image();
        List<Future<?>> written = new ArrayList<>();
        for (Ami ami : image.outputResources().amis()) {
            written.add(threads.submit(() -> put(item(image, ami))));
        }
        for (Future<?> each : written) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an AMI could not be recorded", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("not all AMIs are recorded", e);
            }
        }
    }

    private void put(Map<String, AttributeValue> item) {
        PutItemResponse before =
                dynamoDb.putItem(put -> put.tableName(TABLE).item(item).returnValues(ReturnValue.ALL_OLD));
        // An index is written only if its item changes.
        if (!before.attributes().equals(item)) {
            Map<String, AttributeValue> unique = new LinkedHashMap<>(item);
            String created = item.get(CREATED).s() + "#" + item.get(PLACE).s();
            unique.put(CREATED, AttributeValue.fromS(created));
            dynamoDb.putItem(put -> put.tableName(BY_ACCOUNT).item(unique));
            dynamoDb.putItem(put -> put.tableName(BY_AMI).item(item));
        }
    }

    private static Map<String, AttributeValue> item(Image image, Ami ami) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put(BUILD, AttributeValue.fromS(image.arn()));
        item.put(PLACE, AttributeValue.fromS(ami.region() + "#" + ami.accountId()));
        item.put(ACCOUNT, AttributeValue.fromS(ami.accountId()));
        item.put(CREATED, AttributeValue.fromS(image.dateCreated()));
        item.put(AMI, AttributeValue.fromS(ami.image()));
        item.put("region", AttributeValue.fromS(ami.region()));
        item.put("pipelineArn", AttributeValue.fromS(image.sourcePipelineArn()));
        item.put("name", AttributeValue.fromS(image.name()));
        item.put("version", AttributeValue.fromS(image.version()));
        item.put("state", AttributeValue.fromS(image.state().statusAsString()));
        return item;
    }

    @Override
    public Map<String, Runnable> queries(MeasuredBuild build) {
        String account = build.accountIds().get(build.accounts() - 1);
        List<Map<String, AttributeValue>> ofAccount = query(byAccount(account));
        String ami = ofAccount.get(0).get(AMI).s();

        Map<String, Runnable> queries = new LinkedHashMap<>();
        queries.put("latest", () -> query(byAccount(account)));
        queries.put("ami", () -> query(asked(BY_AMI, AMI, ami).build()));
        queries.put("image-amis", () -> query(asked(TABLE, BUILD, build.arn()).build()));
        return queries;
    }

    private static QueryRequest byAccount(String account) {
        return asked(BY_ACCOUNT, ACCOUNT, account).scanIndexForward(false).build();
    }

    private static QueryRequest.Builder asked(String table, String key, String value) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#key = :value")
                .expressionAttributeNames(Map.of("#key", key))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)));
    }

    /** The first page. */
    private List<Map<String, AttributeValue>> query(QueryRequest request) {
        QueryResponse response = dynamoDb.query(request);
        if (response.items().isEmpty()) {
            throw new IllegalStateException("no item was found by " + request);
        }
        return response.items();
    }

    @Override
    public void close() {
        threads.shutdown();
        dynamoDb.close();
        imageBuilder.close();
    }
}
