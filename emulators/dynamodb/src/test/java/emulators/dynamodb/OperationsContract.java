package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Tests the operations with the AWS SDK for Java. Subclasses choose the transport. */
abstract class OperationsContract {

    private static final String TABLE = "orders";

    private DynamoDbClient client;

    /** Returns a client of an account without tables. */
    abstract DynamoDbClient newClient();

    @BeforeEach
    void createTable() {
        client = newClient();
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("customer", ScalarAttributeType.S), attribute("number", ScalarAttributeType.N))
                .keySchema(key("customer", KeyType.HASH), key("number", KeyType.RANGE)));
    }

    @Test
    void describesATableThatIsActiveAtOnce() {
        put(order("a", 1));

        TableDescription table =
                client.describeTable(request -> request.tableName(TABLE)).table();

        assertThat(table.tableStatusAsString()).isEqualTo("ACTIVE");
        assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:us-east-1:123456789012:table/orders");
        assertThat(table.itemCount()).isEqualTo(1);
        assertThat(table.tableSizeBytes()).isEqualTo(8 + 1 + 6 + 2);
        assertThat(table.keySchema()).containsExactly(key("customer", KeyType.HASH), key("number", KeyType.RANGE));
    }

    @Test
    void listsTablesByNamePageByPage() {
        for (String name : List.of("zebra", "ant")) {
            client.createTable(request -> request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute("id", ScalarAttributeType.S))
                    .keySchema(key("id", KeyType.HASH)));
        }

        assertThat(client.listTablesPaginator(request -> request.limit(1)).tableNames())
                .containsExactly("ant", "orders", "zebra");
    }

    @Test
    void refusesASecondTableOfOneNameAndForgetsADeletedOne() {
        assertThatThrownBy(this::createTableAgain).isInstanceOf(ResourceInUseException.class);

        client.deleteTable(request -> request.tableName(TABLE));

        assertThatThrownBy(() -> client.describeTable(request -> request.tableName(TABLE)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void createTableAgain() {
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("customer", ScalarAttributeType.S))
                .keySchema(key("customer", KeyType.HASH)));
    }

    @Test
    void givesBackAllTypesAsTheyWerePut() {
        Map<String, AttributeValue> item = new HashMap<>(order("a", 1));
        item.put("text", text("\ud83d\ude00 \u0000"));
        item.put("binary", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})));
        item.put("yes", AttributeValue.fromBool(true));
        item.put("nothing", AttributeValue.fromNul(true));
        item.put("texts", AttributeValue.fromSs(List.of("a", "b")));
        item.put("numbers", AttributeValue.fromNs(List.of("1", "2.5")));
        item.put("binaries", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))));
        item.put("list", AttributeValue.fromL(List.of(text(""), number(7))));
        item.put("map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromM(Map.of()))));

        put(item);

        assertThat(get("a", 1)).isEqualTo(item);
    }

    @Test
    void answersNoItemWhereThereIsNone() {
        assertThat(client.getItem(request -> request.tableName(TABLE).key(order("nobody", 1)))
                        .hasItem())
                .isFalse();
    }

    @Test
    void putsOnlyWhereTheConditionHoldsAndShowsWhatIsThere() {
        put(order("a", 1));

        ConditionalCheckFailedException refused = catchThrowableOfType(
                ConditionalCheckFailedException.class,
                () -> client.putItem(request -> request.tableName(TABLE)
                        .item(order("a", 1))
                        .conditionExpression("attribute_not_exists(customer)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));

        assertThat(refused.item()).isEqualTo(order("a", 1));
        assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("The conditional request failed");
    }

    @Test
    void answersTheAttributesThatAnUpdateTouched() {
        put(with(order("a", 1), "count", number(1), "kept", text("k")));

        assertThat(update(ReturnValue.UPDATED_OLD)).containsExactly(Map.entry("count", number(1)));
        assertThat(update(ReturnValue.UPDATED_NEW))
                .containsExactlyInAnyOrderEntriesOf(Map.of("count", number(3), "fresh", text("f")));
        assertThat(update(ReturnValue.ALL_OLD))
                .containsEntry("count", number(3))
                .containsEntry("kept", text("k"));
        assertThat(update(ReturnValue.ALL_NEW))
                .containsEntry("count", number(5))
                .containsEntry("kept", text("k"));
        assertThat(update(ReturnValue.NONE)).isEmpty();
    }

    private Map<String, AttributeValue> update(ReturnValue values) {
        return client.updateItem(UpdateItemRequest.builder()
                        .tableName(TABLE)
                        .key(order("a", 1))
                        .updateExpression("SET fresh = :f ADD #c :one")
                        .expressionAttributeNames(Map.of("#c", "count"))
                        .expressionAttributeValues(Map.of(":f", text("f"), ":one", number(1)))
                        .returnValues(values)
                        .build())
                .attributes();
    }

    @Test
    void deletesAndAnswersWhatWasThere() {
        put(order("a", 1));

        Map<String, AttributeValue> deleted = client.deleteItem(
                        request -> request.tableName(TABLE).key(order("a", 1)).returnValues(ReturnValue.ALL_OLD))
                .attributes();

        assertThat(deleted).isEqualTo(order("a", 1));
        assertThat(get("a", 1)).isEmpty();
    }

    @Test
    void queriesInBothDirectionsAndPages() {
        List.of(3, 1, 20, 2).forEach(number -> put(order("a", number)));
        put(order("b", 1));

        assertThat(queried(true, "customer = :c")).containsExactly("1", "2", "3", "20");
        assertThat(queried(false, "customer = :c")).containsExactly("20", "3", "2", "1");
        assertThat(queried(true, "customer = :c AND #n BETWEEN :low AND :high")).containsExactly("2", "3");
        assertThat(queried(false, "customer = :c AND #n > :low")).containsExactly("20", "3");
    }

    private List<String> queried(boolean forward, String condition) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":c", text("a")));
        if (condition.contains(":low")) {
            values.put(":low", number(2));
        }
        if (condition.contains(":high")) {
            values.put(":high", number(19));
        }
        return client
                .queryPaginator(request -> request.tableName(TABLE)
                        .keyConditionExpression(condition)
                        .expressionAttributeNames(condition.contains("#n") ? Map.of("#n", "number") : null)
                        .expressionAttributeValues(values)
                        .scanIndexForward(forward)
                        .limit(1))
                .items()
                .stream()
                .map(item -> item.get("number").n())
                .toList();
    }

    @Test
    void scansEveryItemOnceInSegmentsToo() {
        IntStream.range(0, 200).forEach(i -> put(order("customer" + i, i)));

        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            ScanRequest request = ScanRequest.builder()
                    .tableName(TABLE)
                    .segment(segment)
                    .totalSegments(3)
                    .limit(7)
                    .build();
            List<Map<String, AttributeValue>> items =
                    client.scanPaginator(request).items().stream().toList();
            assertThat(items).hasSizeGreaterThan(30);
            found.addAll(items);
        }

        assertThat(found).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void writesAndReadsBatches() {
        List<WriteRequest> writes = new ArrayList<>();
        put(order("a", 25));
        IntStream.range(0, 24)
                .forEach(i -> writes.add(WriteRequest.builder()
                        .putRequest(put -> put.item(order("a", i)))
                        .build()));
        writes.add(WriteRequest.builder()
                .deleteRequest(delete -> delete.key(order("a", 25)))
                .build());

        assertThat(client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, writes)))
                        .unprocessedItems())
                .isEmpty();
        var answer = client.batchGetItem(request -> request.requestItems(Map.of(
                TABLE,
                KeysAndAttributes.builder()
                        .keys(List.of(order("a", 3), order("a", 25), order("a", 4)))
                        .projectionExpression("#n")
                        .expressionAttributeNames(Map.of("#n", "number"))
                        .build())));

        assertThat(answer.responses().get(TABLE))
                .containsExactlyInAnyOrder(Map.of("number", number(3)), Map.of("number", number(4)));
        assertThat(answer.unprocessedKeys()).isEmpty();
    }

    @Test
    void doesATransactionWholeOrNotAtAll() {
        put(order("a", 1));

        TransactionCanceledException cancelled = catchThrowableOfType(
                TransactionCanceledException.class,
                () -> client.transactWriteItems(
                        request -> request.transactItems(putIfAbsent("a", 2), putIfAbsent("a", 1))));

        assertThat(cancelled.cancellationReasons())
                .extracting(reason -> reason.code())
                .containsExactly("None", "ConditionalCheckFailed");
        assertThat(get("a", 2)).isEmpty();
    }

    @Test
    void doesATransactionOnceForEachToken() {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .clientRequestToken("once")
                .transactItems(putIfAbsent("a", 1))
                .build();

        client.transactWriteItems(request);
        client.transactWriteItems(request);

        assertThatThrownBy(() -> client.transactWriteItems(
                        request.toBuilder().transactItems(putIfAbsent("a", 2)).build()))
                .isInstanceOf(IdempotentParameterMismatchException.class);
        assertThatThrownBy(() -> client.transactWriteItems(
                        request.toBuilder().clientRequestToken("twice").build()))
                .isInstanceOf(TransactionCanceledException.class);
    }

    @Test
    void readsATransaction() {
        put(order("a", 1));

        var responses = client.transactGetItems(request -> request.transactItems(List.of(read("a", 1), read("a", 2))))
                .responses();

        assertThat(responses.get(0).item()).isEqualTo(order("a", 1));
        assertThat(responses.get(1).hasItem()).isFalse();
    }

    @Test
    void refusesWhatItDoesNotSupportByName() {
        assertThatThrownBy(() -> client.updateTable(request -> request.tableName(TABLE)))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("UpdateTable");
        assertThatThrownBy(() -> client.executeStatement(request -> request.statement("SELECT * FROM orders")))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("ExecuteStatement");
        assertThatThrownBy(() -> client.query(request -> request.tableName(TABLE)
                        .indexName("byDate")
                        .keyConditionExpression("customer = :c")
                        .expressionAttributeValues(Map.of(":c", text("a")))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("byDate");
    }

    private static TransactGetItem read(String customer, int number) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(TABLE).key(order(customer, number)))
                .build();
    }

    private static TransactWriteItem putIfAbsent(String customer, int number) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(TABLE)
                        .item(order(customer, number))
                        .conditionExpression("attribute_not_exists(customer)"))
                .build();
    }

    private void put(Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(TABLE).item(item));
    }

    private Map<String, AttributeValue> get(String customer, int number) {
        return client.getItem(request ->
                        request.tableName(TABLE).key(order(customer, number)).consistentRead(true))
                .item();
    }

    private static Map<String, AttributeValue> order(String customer, int number) {
        return Map.of("customer", text(customer), "number", number(number));
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String one, AttributeValue first, String two, AttributeValue second) {
        Map<String, AttributeValue> more = new HashMap<>(item);
        more.put(one, first);
        more.put(two, second);
        return more;
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(String.valueOf(number));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
