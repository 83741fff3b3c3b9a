package imagefanout.dynamodb.table;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Wraps the shared client for one invocation. No call, including its retries, takes longer than the time left. The
 * Enhanced Client uses this wrapper because its own requests have no timeout setting. Closing it does nothing, because the
 * wrapped client is shared.
 */
record BoundedDynamoDb(DynamoDbClient client, Deadline deadline) implements InvocationHandler {

    static DynamoDbClient of(DynamoDbClient client, Deadline deadline) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                new BoundedDynamoDb(client, deadline));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        try {
            if (AwsResponse.class.isAssignableFrom(method.getReturnType())
                    && arguments[0] instanceof AwsRequest request) {
                return method.invoke(client, bounded(request));
            }
            // Paginators and requests by builder call the operations of this proxy.
            return method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private AwsRequest bounded(AwsRequest request) {
        Duration left = deadline.left();
        if (left.isZero() || left.isNegative()) {
            throw new StorageException("no time is left to ask DynamoDB");
        }
        AwsRequestOverrideConfiguration configuration = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .apiCallTimeout(left)
                .build();
        return request.toBuilder().overrideConfiguration(configuration).build();
    }
}
