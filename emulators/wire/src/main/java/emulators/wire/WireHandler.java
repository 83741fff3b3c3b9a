package emulators.wire;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import emulators.wire.control.ControlCommand;
import emulators.wire.control.ControlEndpoint;
import emulators.wire.control.Journal;
import emulators.wire.fault.CallFaults;
import emulators.wire.fault.FaultCommand;
import emulators.wire.fault.Faults;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Handles a call: reads and routes the request, applies faults, runs the operation, and writes the answer. Runs in a {@link WireServer}, or without a socket through {@link #answer}.
 */
public final class WireHandler implements HttpHandler {

    private static final Logger LOG = System.getLogger(WireHandler.class.getName());

    private final EmulatedService service;
    private final Faults faults;
    private final ControlEndpoint control;
    private final Journal journal = new Journal();
    private final Supplier<String> requestIds;

    /**
     * @param commands the service's own control commands, by name, in addition to health, faults and requests
     */
    public WireHandler(
            EmulatedService service, Faults faults, Map<String, ControlCommand> commands, Supplier<String> requestIds) {
        this.service = requireNonNull(service, "service");
        this.faults = requireNonNull(faults, "faults");
        this.requestIds = requireNonNull(requestIds, "requestIds");
        Map<String, ControlCommand> all = new TreeMap<>(commands);
        all.put("faults", new FaultCommand(faults));
        all.put("requests", journal);
        this.control = new ControlEndpoint(all);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<WireRequest> request;
            try {
                request = RequestReader.read(exchange, service.maxBodyBytes());
            } catch (IOException e) {
                // If the connection has ended, this answer is dropped without harm.
                AnswerWriter.write(exchange, error(malformed("The body cannot be read: " + e.getMessage())));
                return;
            }
            Optional<WireAnswer> answer = request.map(this::answer).orElseGet(() -> Optional.of(tooLarge()));
            if (answer.isPresent()) {
                AnswerWriter.write(exchange, answer.get());
                RequestReader.drop(exchange.getRequestBody());
            }
        }
    }

    private ServiceException malformed(String message) {
        return new ServiceException(service.protocol().malformedRequest(), message);
    }

    private WireAnswer tooLarge() {
        return error(new ServiceException(
                service.protocol().requestTooLarge(),
                "The request is larger than " + service.maxBodyBytes() + " bytes."));
    }

    private WireAnswer error(ServiceException e) {
        return service.protocol().error(e, requestIds.get());
    }

    /** Returns the answer to a request; empty if a fault drops it. Blocks while a LATENCY fault delays the call. */
    public Optional<WireAnswer> answer(WireRequest request) {
        String requestId = requestIds.get();
        if (control.isFor(request)) {
            return answer(requestId, () -> Optional.of(control.answer(request, requestId)));
        }
        String[] operation = {""};
        Optional<WireAnswer> answer = answer(requestId, () -> {
            operation[0] = service.operation(request);
            return call(operation[0], request, requestId);
        });
        journal.add(operation[0], request, answer, requestId);
        return answer;
    }

    private interface Work {
        Optional<WireAnswer> run() throws InterruptedException;
    }

    private Optional<WireAnswer> answer(String requestId, Work work) {
        try {
            return work.run();
        } catch (ServiceException e) {
            return Optional.of(service.protocol().error(e, requestId));
        } catch (InvalidValueException e) {
            return Optional.of(service.protocol().error(malformed(e.getMessage()), requestId));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "Defect of the emulator in request " + requestId, e);
            ErrorType type = service.protocol().internalError();
            return Optional.of(
                    service.protocol().error(new ServiceException(type, "Defect of the emulator: " + e), requestId));
        }
    }

    private Optional<WireAnswer> call(String operation, WireRequest request, String requestId)
            throws InterruptedException {
        CallFaults onCall = faults.onCall(operation);
        onCall.awaitLatency();
        onCall.refusal().ifPresent(type -> {
            throw new ServiceException(type, "Refused by a fault of kind CALL_REFUSED.");
        });
        WireAnswer answer = service.protocol().success(service.call(operation, request, requestId), requestId);
        return onCall.isAnswerLost() ? Optional.empty() : Optional.of(answer);
    }

    /** Clears the journal and ends all faults. */
    public void reset() {
        faults.endAll();
        journal.clear();
    }
}
