package imagefanout.dynamodb.table;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Answers single DynamoDB calls. Tests implement it to observe, count, fail or replace calls. */
@FunctionalInterface
public interface Wire {
    DynamoDbResponse call(DynamoDbRequest request);

    /** Forwards calls to a real client. */
    static Wire to(DynamoDbClient client) {
        return request -> {
            if (request instanceof QueryRequest query) {
                return client.query(query);
            }
            if (request instanceof GetItemRequest get) {
                return client.getItem(get);
            }
            if (request instanceof PutItemRequest put) {
                return client.putItem(put);
            }
            if (request instanceof UpdateItemRequest update) {
                return client.updateItem(update);
            }
            if (request instanceof DeleteItemRequest delete) {
                return client.deleteItem(delete);
            }
            if (request instanceof BatchGetItemRequest read) {
                return client.batchGetItem(read);
            }
            return client.batchWriteItem((BatchWriteItemRequest) request);
        };
    }

    static boolean isWrite(DynamoDbRequest request) {
        return !(request instanceof QueryRequest
                || request instanceof GetItemRequest
                || request instanceof BatchGetItemRequest);
    }

    /** Returns a client that sends all calls to this wire. */
    default DynamoDbClient client() {
        return new DynamoDbClient() {
            @Override
            public QueryResponse query(QueryRequest request) {
                return (QueryResponse) call(request);
            }

            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                return (GetItemResponse) call(request);
            }

            @Override
            public PutItemResponse putItem(PutItemRequest request) {
                return (PutItemResponse) call(request);
            }

            @Override
            public UpdateItemResponse updateItem(UpdateItemRequest request) {
                return (UpdateItemResponse) call(request);
            }

            @Override
            public DeleteItemResponse deleteItem(DeleteItemRequest request) {
                return (DeleteItemResponse) call(request);
            }

            @Override
            public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
                return (BatchGetItemResponse) call(request);
            }

            @Override
            public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
                return (BatchWriteItemResponse) call(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }
}
