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
import java.util.concurrent.Semaphore;

/** A function, run like Lambda's Java runtime does. */
final class LocalFunction {
    private final String logicalId;
    private final Duration limit;
    private final RequestStreamHandler handler;
    private final Semaphore free;

    private LocalFunction(String logicalId, Duration limit, int concurrency, RequestStreamHandler handler) {
        this.logicalId = logicalId;
        this.limit = limit;
        this.handler = handler;
        this.free = new Semaphore(concurrency, true);
    }

    static LocalFunction load(Template.DeclaredFunction function, Environment environment) {
        try {
            RequestStreamHandler handler = Class.forName(function.handlerClass())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Environment.class)
                    .newInstance(environment);
            Duration limit = Duration.ofSeconds(function.timeoutSeconds());
            return new LocalFunction(function.logicalId(), limit, function.concurrency(), handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    function.logicalId() + " could not be started as " + function.handlerClass(), e);
        }
    }

    String logicalId() {
        return logicalId;
    }

    /**
     * Invokes the handler and returns its answer. The handler's exceptions are not wrapped. Waits where Lambda throttles, while
     * as many invocations run as the function reserves.
     */
    byte[] invoke(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        free.acquireUninterruptibly();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), answer, invocation());
        } finally {
            free.release();
        }
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
