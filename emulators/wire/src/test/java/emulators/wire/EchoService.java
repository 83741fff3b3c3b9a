package emulators.wire;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.protocol.AwsJson;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A service with three operations: Echo returns its input, Large returns a text of the given number of megabytes, and Break fails unexpectedly. */
final class EchoService implements EmulatedService {

    static final Set<String> OPERATIONS = Set.of("Echo", "Large", "Break");
    static final ErrorType THROTTLED = new ErrorType("test.echo#ThrottlingException", 400);

    private final AwsJson protocol = new AwsJson(
            "1.0", Map.of("Echo_20260101", OPERATIONS), new ErrorType("test.echo#InternalServerError", 500));
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String operation(WireRequest request) throws ServiceException {
        return protocol.operationIn(request);
    }

    @Override
    public JsonNode call(String operation, WireRequest request, String requestId) {
        calls.incrementAndGet();
        switch (operation) {
            case "Echo":
                return request.json();
            case "Large":
                return Json.object()
                        .put("text", "x".repeat(request.json().get("megabytes").intValue() << 20));
            default:
                throw new IllegalStateException("broken");
        }
    }

    @Override
    public int maxBodyBytes() {
        return 1024;
    }

    /** The number of calls that had an effect. */
    int calls() {
        return calls.get();
    }
}
