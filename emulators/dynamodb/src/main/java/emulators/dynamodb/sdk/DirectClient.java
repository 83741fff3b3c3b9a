package emulators.dynamodb.sdk;

import static java.util.Objects.requireNonNull;

import emulators.wire.protocol.ServiceException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** Implements the methods of {@link DynamoDbClient} that take a request; the others are built on them. */
final class DirectClient implements InvocationHandler {

    private static final String MODEL = DynamoDbException.class.getPackageName();

    private final DynamoDbCalls calls;

    DirectClient(DynamoDbCalls calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public Object invoke(Object client, Method method, Object[] arguments) throws Throwable {
        if (DynamoDbResponse.class.isAssignableFrom(method.getReturnType())
                && arguments[0] instanceof DynamoDbRequest request) {
            return call(request, method.getReturnType());
        }
        return switch (method.getName()) {
            case "serviceName" -> DynamoDbClient.SERVICE_NAME;
            case "close" -> null;
            case "equals" -> client == arguments[0];
            case "hashCode" -> System.identityHashCode(client);
            case "toString" -> "DirectClient";
            default -> InvocationHandler.invokeDefault(client, method, arguments);
        };
    }

    private Object call(DynamoDbRequest request, Class<?> responseType) throws ReflectiveOperationException {
        String response = responseType.getSimpleName();
        String operation = response.substring(0, response.length() - "Response".length());
        SdkPojo builder = builder(responseType);
        try {
            return ModelledJson.build(builder, calls.call(operation, ModelledJson.of(request)));
        } catch (ServiceException e) {
            throw exception(e);
        }
    }

    private static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
        return (SdkPojo) type.getMethod("builder").invoke(null);
    }

    private static DynamoDbException exception(ServiceException error) throws ReflectiveOperationException {
        String name = error.type().name();
        DynamoDbException exception =
                (DynamoDbException) ModelledJson.build(builder(exceptionType(name)), error.members());
        return (DynamoDbException) exception.toBuilder()
                .message(error.getMessage())
                .statusCode(error.type().status())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(name)
                        .errorMessage(error.getMessage())
                        .serviceName("DynamoDb")
                        .build())
                .build();
    }

    /** Returns the SDK's type for the error; the general type if it has none, as for ValidationException. */
    private static Class<?> exceptionType(String name) {
        try {
            return Class.forName(MODEL + "." + name);
        } catch (ClassNotFoundException e) {
            return DynamoDbException.class;
        }
    }
}
