package imagefanout.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.sdk.DynamoDbCalls;
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
        DynamoDbCalls partial = new DynamoDbCalls() {
            private int calls;

            @Override
            public ObjectNode call(String operation, ObjectNode request) {
                int answered = readAtOnce == 0 ? calls++ % 2 : readAtOnce;
                return table.call(operation, request, Disturbance.processed(answered));
            }
        };

        Map<StoredKey, StoredItem> found = batches(partial, Deadline.none())
                .read(IntStream.range(0, MANY).mapToObj(BatchesTest::key).toList(), Consistency.STRONG);

        assertThat(found).hasSize(MANY);
    }

    @Test
    void backsOffExponentiallyWithinTheDeadline() {
        Duration left = Duration.ofSeconds(3);
        DynamoDbCalls throttling = (operation, request) ->
                JsonNodeFactory.instance.objectNode().set("UnprocessedItems", request.get("RequestItems"));
        Deadline deadline = () -> pauses.stream().reduce(left, Duration::minus);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> batches(throttling, deadline).write(items()))
                .withMessageContaining("no time is left");

        assertThat(pauses).hasSizeGreaterThan(4);
        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(50));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(left);
    }

    private Batches batches(DynamoDbCalls calls, Deadline deadline) {
        return new TableAccess(calls.client(), TABLE, deadline, new Backoff(deadline, pauses::add)).batches();
    }

    private static Stream<Batches.ItemWrite> items() {
        return IntStream.range(0, MANY).mapToObj(number -> Batches.put(StoredItem.at(key(number))));
    }

    private static StoredKey key(int number) {
        return new StoredKey("P" + number, "S");
    }
}
