package imagefanout.benchmarks.recording;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The partition keys that a request writes to, each with its kilobytes, rounded up. */
final class WrittenPartitions {
    /** The partition keys of the catalog's table, and of the table that it is compared with. */
    private static final String PARTITION_KEY = "PK";

    private static final int KILOBYTE = 1024;

    private WrittenPartitions() {}

    /** Returns an empty map for a request that writes nothing. */
    static Map<String, Integer> of(DynamoDbRequest request) {
        if (request instanceof BatchWriteItemRequest batch) {
            Map<String, Integer> weights = new HashMap<>();
            batch.requestItems().values().stream()
                    .flatMap(List::stream)
                    .forEach(write -> weights.merge(partition(item(write)), kilobytes(item(write)), Integer::sum));
            return weights;
        }
        if (request instanceof PutItemRequest put) {
            return Map.of(partition(put.item()), 1);
        }
        if (request instanceof UpdateItemRequest update) {
            return Map.of(partition(update.key()), 1);
        }
        if (request instanceof DeleteItemRequest delete) {
            return Map.of(partition(delete.key()), 1);
        }
        return Map.of();
    }

    private static Map<String, AttributeValue> item(WriteRequest write) {
        return write.putRequest() == null
                ? write.deleteRequest().key()
                : write.putRequest().item();
    }

    private static String partition(Map<String, AttributeValue> item) {
        return item.get(PARTITION_KEY).s();
    }

    private static int kilobytes(Map<String, AttributeValue> item) {
        return (bytes(item) + KILOBYTE - 1) / KILOBYTE;
    }

    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey()) + bytes(attribute.getValue()))
                .sum();
    }

    /** An approximate size: it only divides the units of a batch. */
    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> bytes(value.n()) / 2 + 2;
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToInt(WrittenPartitions::bytes).sum();
            case L -> 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
            case M -> 3 + value.m().size() + bytes(value.m());
            default -> 1;
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
