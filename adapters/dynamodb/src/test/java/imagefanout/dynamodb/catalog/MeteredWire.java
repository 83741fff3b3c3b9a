package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Wire;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts requests and the consumed capacity that DynamoDB reports. */
final class MeteredWire implements Wire {
    private final Wire wire;
    private int requests;
    private double readUnits;
    private double writeUnits;

    MeteredWire(Wire wire) {
        this.wire = wire;
    }

    int requests() {
        return requests;
    }

    double readUnits() {
        return readUnits;
    }

    double writeUnits() {
        return writeUnits;
    }

    /** Resets all counters. */
    void reset() {
        requests = 0;
        readUnits = 0;
        writeUnits = 0;
    }

    @Override
    public DynamoDbResponse call(DynamoDbRequest request) {
        requests++;
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        if (request instanceof QueryRequest query) {
            QueryResponse response = (QueryResponse)
                    wire.call(query.toBuilder().returnConsumedCapacity(total).build());
            readUnits += units(response.consumedCapacity());
            return response;
        }
        if (request instanceof BatchGetItemRequest read) {
            BatchGetItemResponse response = (BatchGetItemResponse)
                    wire.call(read.toBuilder().returnConsumedCapacity(total).build());
            response.consumedCapacity().forEach(capacity -> readUnits += units(capacity));
            return response;
        }
        if (request instanceof UpdateItemRequest update) {
            UpdateItemResponse response = (UpdateItemResponse)
                    wire.call(update.toBuilder().returnConsumedCapacity(total).build());
            writeUnits += units(response.consumedCapacity());
            return response;
        }
        if (request instanceof DeleteItemRequest delete) {
            DeleteItemResponse response = (DeleteItemResponse)
                    wire.call(delete.toBuilder().returnConsumedCapacity(total).build());
            writeUnits += units(response.consumedCapacity());
            return response;
        }
        BatchWriteItemResponse response = (BatchWriteItemResponse) wire.call(((BatchWriteItemRequest) request)
                .toBuilder().returnConsumedCapacity(total).build());
        response.consumedCapacity().forEach(capacity -> writeUnits += units(capacity));
        return response;
    }

    private static double units(ConsumedCapacity capacity) {
        return capacity.capacityUnits();
    }
}
