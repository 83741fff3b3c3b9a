package imagefanout.benchmarks.recording;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The partition keys that a request reads, once for each item that it names. */
final class ReadPartitions {
    private static final String PARTITION_KEY = "PK";

    private ReadPartitions() {}

    /** Returns an empty list for a request that reads nothing. A query's other texts are among its keys. */
    static List<String> of(DynamoDbRequest request) {
        if (request instanceof QueryRequest query) {
            return texts(query.expressionAttributeValues().values().stream());
        }
        if (request instanceof BatchGetItemRequest batch) {
            return texts(batch.requestItems().values().stream()
                    .flatMap(table -> table.keys().stream())
                    .flatMap(ReadPartitions::partition));
        }
        return request instanceof GetItemRequest get ? texts(partition(get.key())) : List.of();
    }

    private static Stream<AttributeValue> partition(Map<String, AttributeValue> key) {
        return Stream.ofNullable(key.get(PARTITION_KEY));
    }

    private static List<String> texts(Stream<AttributeValue> values) {
        return values.filter(value -> value.s() != null).map(AttributeValue::s).toList();
    }
}
