package imagefanout.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class BatchesTest {
    private static final int MANY = 260;
    private static final String TABLE = EmulatedTable.NAME;

    private final List<Duration> pauses = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 24, 25})
    void writesAllItemsDespiteUnprocessedItems(int written) {
        EmulatedTable table = EmulatedTable.empty(written);

        batches(table, Deadline.none()).write(items());

        assertThat(table.items()).hasSize(MANY);
        assertThat(pauses.isEmpty()).isEqualTo(written == 25);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100})
    void readsAllItemsDespiteUnprocessedKeys(int readAtOnce) {
        EmulatedTable table = EmulatedTable.empty(25);
        batches(table, Deadline.none()).write(items());
        Wire partial = new Wire() {
            private int calls;

            @Override
            public BatchGetItemResponse call(DynamoDbRequest request) {
                BatchGetItemRequest read = (BatchGetItemRequest) request;
                List<Map<String, AttributeValue>> keys =
                        read.requestItems().get(TABLE).keys();
                int answered = readAtOnce == 0 ? calls++ % 2 : Math.min(readAtOnce, keys.size());
                BatchGetItemResponse found = answered == 0
                        ? BatchGetItemResponse.builder().build()
                        : (BatchGetItemResponse) table.call(batchGet(keys.subList(0, answered)));
                List<Map<String, AttributeValue>> unprocessed = keys.subList(answered, keys.size());
                return unprocessed.isEmpty()
                        ? found
                        : found.toBuilder()
                                .unprocessedKeys(batchGet(unprocessed).requestItems())
                                .build();
            }
        };

        Map<StoredKey, StoredItem> found = batches(partial, Deadline.none())
                .read(IntStream.range(0, MANY).mapToObj(BatchesTest::key).toList(), Consistency.STRONG);

        assertThat(found).hasSize(MANY);
    }

    @Test
    void backsOffExponentiallyWithinTheDeadline() {
        Duration left = Duration.ofSeconds(3);
        Wire throttling = request -> BatchWriteItemResponse.builder()
                .unprocessedItems(((BatchWriteItemRequest) request).requestItems())
                .build();
        Deadline deadline = () -> pauses.stream().reduce(left, Duration::minus);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> batches(throttling, deadline).write(items()))
                .withMessageContaining("no time is left");

        assertThat(pauses).hasSizeGreaterThan(4);
        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(50));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(left);
    }

    private Batches batches(Wire wire, Deadline deadline) {
        return new TableAccess(wire.client(), TABLE, deadline, new Backoff(deadline, pauses::add)).batches();
    }

    private static BatchGetItemRequest batchGet(List<Map<String, AttributeValue>> keys) {
        KeysAndAttributes asked = KeysAndAttributes.builder().keys(keys).build();
        return BatchGetItemRequest.builder().requestItems(Map.of(TABLE, asked)).build();
    }

    private static Stream<Batches.ItemWrite> items() {
        return IntStream.range(0, MANY).mapToObj(number -> Batches.put(StoredItem.at(key(number))));
    }

    private static StoredKey key(int number) {
        return new StoredKey("P" + number, "S");
    }
}
