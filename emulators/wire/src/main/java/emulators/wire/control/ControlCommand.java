package emulators.wire.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One command of the control endpoint: everything below {@code /_emulator/NAME}. */
@FunctionalInterface
public interface ControlCommand {

    /**
     * Carries out one request.
     *
     * @param rest what follows the command's name and a slash in the path; empty when nothing does
     * @return empty when the command has no such method or path
     */
    Optional<ObjectNode> answer(String method, String rest, ObjectNode body);
}
