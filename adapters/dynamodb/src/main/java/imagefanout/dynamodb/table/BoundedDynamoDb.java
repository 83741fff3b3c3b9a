package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Wraps the shared client for one invocation. No call, including its retries, takes longer than the time left. The
 * Enhanced Client uses this wrapper because its own requests have no timeout setting.
 */
final class BoundedDynamoDb implements DynamoDbClient {
    private final DynamoDbClient client;
    private final Deadline deadline;

    BoundedDynamoDb(DynamoDbClient client, Deadline deadline) {
        this.client = requireNonNull(client, "client");
        this.deadline = requireNonNull(deadline, "deadline");
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return client.getItem(bounded(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return client.putItem(bounded(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return client.updateItem(bounded(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return client.deleteItem(bounded(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return client.query(bounded(request));
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return client.scan(bounded(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return client.batchGetItem(bounded(request));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return client.batchWriteItem(bounded(request));
    }

    @SuppressWarnings("unchecked")
    private <R extends AwsRequest> R bounded(R request) {
        Duration left = deadline.left();
        if (left.isZero() || left.isNegative()) {
            throw new StorageException("no time is left to ask DynamoDB");
        }
        AwsRequestOverrideConfiguration configuration = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .apiCallTimeout(left)
                .build();
        // A request's builder always builds the same request type.
        return (R) request.toBuilder().overrideConfiguration(configuration).build();
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    /** Does nothing, because the wrapped client is shared. */
    @Override
    public void close() {}
}
