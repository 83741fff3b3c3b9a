package imagefanout.localfleet;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A function, run like Lambda's Java runtime does. */
final class LocalFunction {
    private final String logicalId;
    private final Duration limit;
    private final RequestStreamHandler handler;

    private LocalFunction(String logicalId, Duration limit, RequestStreamHandler handler) {
        this.logicalId = logicalId;
        this.limit = limit;
        this.handler = handler;
    }

    static LocalFunction load(Template.DeclaredFunction function, Environment environment) {
        try {
            RequestStreamHandler handler = Class.forName(function.handlerClass())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Environment.class)
                    .newInstance(environment);
            Duration limit = Duration.ofSeconds(function.timeoutSeconds());
            return new LocalFunction(function.logicalId(), limit, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    function.logicalId() + " could not be started as " + function.handlerClass(), e);
        }
    }

    String logicalId() {
        return logicalId;
    }

    /** Invokes the handler and returns its answer. The handler's exceptions are not wrapped. */
    byte[] invoke(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, invocation());
        return answer.toByteArray();
    }

    private Context invocation() {
        Instant end = Instant.now().plus(limit);
        return new DirectInvocation(logicalId, UUID.randomUUID().toString(), () -> left(end));
    }

    private static Duration left(Instant end) {
        Instant now = Instant.now();
        return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    }
}
