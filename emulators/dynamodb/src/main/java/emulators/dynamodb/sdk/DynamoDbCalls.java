package emulators.dynamodb.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Answers calls in the JSON of DynamoDB's API, such as {@code dynamoDb::call}. Tests wrap it to count, change, or fail calls. */
@FunctionalInterface
public interface DynamoDbCalls {

    /**
     * @param operation such as {@code PutItem}
     * @throws emulators.wire.protocol.ServiceException if the service would return an error
     */
    ObjectNode call(String operation, ObjectNode request);

    /**
     * Returns a client without HTTP, credentials, interceptors, timeouts and retries. A call takes microseconds. Errors are the SDK's exceptions, and responses have no metadata, so that those with equal contents are equal.
     */
    default DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, new DirectClient(this));
    }
}
