package imagefanout.benchmarks.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class TallyTest {
    @Test
    void sharesWhatABatchConsumedByTheSizesOfItsItems() {
        BatchWriteItemRequest batch = BatchWriteItemRequest.builder()
                .requestItems(Map.of("Table", List.of(put("large", 2500), put("small", 10), put("small", 20))))
                .build();
        Tally tally = new Tally();

        tally.written(5, WrittenPartitions.of(batch));

        assertThat(WrittenPartitions.of(batch)).isEqualTo(Map.of("large", 3, "small", 2));
        assertThat(tally.hottestShare()).isEqualTo(0.6);
    }

    @Test
    void countsIndexesAsWrittenAndNotAsHot() {
        Tally tally = new Tally();

        tally.written(1, Map.of("one", 1));
        tally.written(1, Map.of("other", 1));
        tally.indexWritten(4);

        assertThat(tally.writeUnits()).isEqualTo(6);
        assertThat(tally.hottestShare()).isEqualTo(0.5);
    }

    @Test
    void takesAQueryForNoWrite() {
        assertThat(WrittenPartitions.of(QueryRequest.builder().build())).isEmpty();
    }

    private static WriteRequest put(String partition, int bytes) {
        Map<String, AttributeValue> item =
                Map.of("PK", AttributeValue.fromS(partition), "content", AttributeValue.fromS("x".repeat(bytes)));
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }
}
