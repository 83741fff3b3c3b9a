package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.wire.clock.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final DynamoDb dynamoDb = DynamoDb.empty(DynamoDbOptions.defaults().withClock(clock));
    private final TableRecords records = new TableRecords(dynamoDb, "things");

    @BeforeEach
    void createTable() {
        call("CreateTable", """
                {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}}""");
    }

    @Test
    void readsEachRecordOnce() {
        put("a");
        put("b");

        assertThat(next()).containsExactly("a", "b");
        assertThat(next()).isEmpty();
        put("c");
        assertThat(next()).containsExactly("c");
    }

    @Test
    void readsNothingTwiceAfterTheTableIsDeleted() {
        put("a");
        next();
        put("b");
        call("DeleteTable", "{\"TableName\": \"things\"}");

        assertThat(next()).containsExactly("b");
        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        clock.advance(Duration.ofDays(2));
        assertThat(next()).isEmpty();
    }

    @Test
    void goesOnWithTheTableThatIsCreatedInItsPlace() {
        put("a");
        next();
        call("DeleteTable", "{\"TableName\": \"things\"}");
        next();
        clock.advance(Duration.ofDays(2));
        next();
        createTable();
        put("b");

        assertThat(next()).containsExactly("b");
    }

    @Test
    void startsAgainWhenItsIteratorHasExpired() {
        put("a");
        next();
        clock.advance(Duration.ofMinutes(16));
        put("b");

        assertThat(next()).isEmpty();
        assertThat(next()).containsExactly("a", "b");
    }

    private List<String> next() {
        return records.next().stream()
                .flatMap(event -> event.path("Records").findValuesAsText("S").stream())
                .toList();
    }

    private void put(String id) {
        call("PutItem", "{\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"" + id + "\"}}}");
    }

    private JsonNode call(String operation, String request) {
        try {
            return dynamoDb.call(operation, (ObjectNode) JSON.readTree(request));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(request, e);
        }
    }
}
