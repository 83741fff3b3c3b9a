package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.control.ControlCommand;
import emulators.wire.control.ControlEndpoint;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * {@code /_emulator/faults}: POST starts a fault, GET lists the active ones, DELETE ends all of them, or the one with the ID in the path.
 */
public final class FaultCommand implements ControlCommand {

    private final Faults faults;

    public FaultCommand(Faults faults) {
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public Optional<ObjectNode> answer(String method, String rest, ObjectNode body) {
        if (rest.isEmpty()) {
            return onAll(method, body);
        }
        if (!method.equals("DELETE")) {
            return Optional.empty();
        }
        if (!faults.end(rest)) {
            throw new ServiceException(
                    ControlEndpoint.NOT_FOUND,
                    "Unknown fault \"" + rest + "\": GET /_emulator/faults lists the active ones.");
        }
        return Optional.of(list());
    }

    private Optional<ObjectNode> onAll(String method, ObjectNode body) {
        switch (method) {
            case "POST":
                return Optional.of(faults.start(body));
            case "GET":
                return Optional.of(list());
            case "DELETE":
                faults.endAll();
                return Optional.of(list());
            default:
                return Optional.empty();
        }
    }

    private ObjectNode list() {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("faults");
        faults.documents().forEach(list::add);
        return answer;
    }
}
