package emulators.wire.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One command of the control endpoint: everything below {@code /_emulator/NAME}. */
@FunctionalInterface
public interface ControlCommand {

    /**
     * Handles one request.
     *
     * @param rest the path after the command's name and a slash; empty if there is none
     * @return empty if the command has no such method or path
     */
    Optional<ObjectNode> answer(String method, String rest, ObjectNode body);
}
