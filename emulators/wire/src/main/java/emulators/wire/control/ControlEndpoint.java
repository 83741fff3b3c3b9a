package emulators.wire.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.RestJson;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Serves the paths below {@value #PATH}, always in restJson1. No fault applies here, so every fault can be ended. {@code GET /_emulator/health} is always available.
 */
public final class ControlEndpoint {

    public static final String PATH = "/_emulator/";

    public static final ErrorType INVALID_REQUEST = new ErrorType("InvalidRequestException", 400);
    public static final ErrorType NOT_FOUND = new ErrorType("ResourceNotFoundException", 404);

    private static final ErrorType UNKNOWN_OPERATION = new ErrorType("UnknownOperationException", 404);
    private static final RestJson PROTOCOL =
            new RestJson(INVALID_REQUEST, INVALID_REQUEST, new ErrorType("ServiceException", 500));

    private final Map<String, ControlCommand> commands = new TreeMap<>();

    /**
     * @param commands by name, which is the first segment of the path
     */
    public ControlEndpoint(Map<String, ControlCommand> commands) {
        this.commands.put("health", ControlEndpoint::health);
        this.commands.putAll(commands);
    }

    private static Optional<ObjectNode> health(String method, String rest, ObjectNode body) {
        return method.equals("GET") && rest.isEmpty()
                ? Optional.of(Json.object().put("status", "ok"))
                : Optional.empty();
    }

    public boolean isFor(WireRequest request) {
        return request.path().startsWith(PATH);
    }

    /** Answers a request for which {@link #isFor} is true. */
    public WireAnswer answer(WireRequest request, String requestId) {
        try {
            return PROTOCOL.success(runCommand(request), requestId);
        } catch (ServiceException e) {
            return PROTOCOL.error(e, requestId);
        } catch (InvalidValueException e) {
            return PROTOCOL.error(new ServiceException(INVALID_REQUEST, e.getMessage()), requestId);
        }
    }

    private ObjectNode runCommand(WireRequest request) {
        String[] path = request.path().substring(PATH.length()).split("/", 2);
        ControlCommand command = commands.getOrDefault(path[0], (method, rest, body) -> Optional.empty());
        return command.answer(request.method(), path.length == 1 ? "" : path[1], request.json())
                .orElseThrow(() -> new ServiceException(
                        UNKNOWN_OPERATION,
                        "Unknown request " + request.method() + " " + request.path() + ": the emulator has "
                                + commands.keySet() + " below " + PATH + "."));
    }
}
