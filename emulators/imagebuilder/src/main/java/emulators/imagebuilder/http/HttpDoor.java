package emulators.imagebuilder.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import emulators.imagebuilder.fault.CallFaults;
import emulators.imagebuilder.fault.FaultEndpoint;
import emulators.imagebuilder.fault.Faults;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Operations;
import emulators.imagebuilder.operation.Refusal;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Speaks the rest-json protocol: from a request to an operation's input, from its answer or refusal to a response.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1 protocol</a>
 */
public final class HttpDoor implements HttpHandler {

    /** Twice what the largest distribution configuration takes: 1,536 accounts in each of 40 Regions, twice named. */
    static final int LARGEST_BODY = 4 * 1024 * 1024;

    /** So much of a refused body is read and dropped, so that its sender gets to see the refusal. */
    private static final long MOST_DROPPED = 64L * 1024 * 1024;

    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());

    private final Operations operations;
    private final Dispatcher dispatcher;
    private final Faults faults;
    private final FaultEndpoint faultEndpoint;
    private final Supplier<String> requestIds;

    public HttpDoor(
            Operations operations,
            Dispatcher dispatcher,
            Faults faults,
            FaultEndpoint faultEndpoint,
            Supplier<String> requestIds) {
        this.operations = requireNonNull(operations, "operations");
        this.dispatcher = requireNonNull(dispatcher, "dispatcher");
        this.faults = requireNonNull(faults, "faults");
        this.faultEndpoint = requireNonNull(faultEndpoint, "faultEndpoint");
        this.requestIds = requireNonNull(requestIds, "requestIds");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String requestId = requestIds.get();
        try (exchange) {
            Optional<Answer> answer = answer(exchange, requestId);
            if (answer.isPresent()) {
                send(exchange, requestId, answer.get());
            }
        }
    }

    /** The answer; none when it is to be lost. */
    private Optional<Answer> answer(HttpExchange exchange, String requestId) throws IOException {
        try {
            byte[] body = body(exchange);
            String path = exchange.getRequestURI().getRawPath();
            if (path.startsWith("/_emulator/")) {
                return Optional.of(
                        Answer.ok(faultEndpoint.answer(exchange.getRequestMethod(), path, Json.objectIn(body))));
            }
            return call(operations.find(exchange.getRequestMethod(), path), exchange, body, requestId);
        } catch (Refusal refusal) {
            return Optional.of(Answer.of(refusal));
        } catch (InvalidValue e) {
            return Optional.of(Answer.of(new Refusal(ServiceError.INVALID_REQUEST, e.getMessage())));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A defect of the emulator, request " + requestId, e);
            return Optional.of(Answer.of(new Refusal(ServiceError.SERVICE, "A defect of the emulator: " + e)));
        }
    }

    private Optional<Answer> call(Operation operation, HttpExchange exchange, byte[] body, String requestId) {
        CallFaults callFaults = faults.onCall(operation.name());
        pause(callFaults);
        callFaults.refusal().ifPresent(error -> {
            throw new Refusal(error, "Refused by a fault that was asked for.");
        });
        ObjectNode input;
        try {
            input = RequestInput.of(operation.route(), exchange.getRequestURI(), body);
        } catch (InvalidValue e) {
            throw new Refusal(operation.invalidInput(), e.getMessage());
        }
        ObjectNode answer = dispatcher.call(operation, input, requestId);
        return callFaults.answerLost() ? Optional.empty() : Optional.of(Answer.ok(answer));
    }

    private static void pause(CallFaults callFaults) {
        try {
            Thread.sleep(callFaults.latency().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(ServiceError.SERVICE_UNAVAILABLE, "The emulator is closing.");
        }
    }

    /** The body, unless it is announced or turns out to be too large. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        if (announcedLength(exchange) > LARGEST_BODY) {
            throw tooLarge();
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw tooLarge();
        }
        return body;
    }

    private static long announcedLength(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        // The server has refused a length that is no number already.
        return length == null ? 0 : Long.parseLong(length.trim());
    }

    private static Refusal tooLarge() {
        return new Refusal(ServiceError.INVALID_REQUEST, "The request is larger than " + LARGEST_BODY + " bytes.");
    }

    private static void send(HttpExchange exchange, String requestId, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        answer.errorName().ifPresent(name -> exchange.getResponseHeaders().set("x-amzn-ErrorType", name));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), 0);
        OutputStream out = exchange.getResponseBody();
        Json.mapper().writeValue(new Unclosed(out), answer.body());
        out.flush();
        drop(exchange.getRequestBody());
        out.close();
    }

    private static void drop(InputStream rest) throws IOException {
        byte[] buffer = new byte[8192];
        long dropped = 0;
        for (int read = rest.read(buffer); read >= 0 && dropped < MOST_DROPPED; read = rest.read(buffer)) {
            dropped += read;
        }
    }
}
