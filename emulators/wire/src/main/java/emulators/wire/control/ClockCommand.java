package emulators.wire.control;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.clock.AdjustableClock;
import emulators.wire.shape.BooleanShape;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.Json;
import emulators.wire.shape.Structure;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /_emulator/clock}: GET returns the time. POST advances it ({@code advanceSeconds}), or freezes or resumes it ({@code frozen}). POST answers after all due tasks have run.
 */
public final class ClockCommand implements ControlCommand {

    private static final int MAX_SECONDS = 400 * 24 * 60 * 60;
    private static final Structure BODY = Structure.empty()
            .allows("advanceSeconds", IntegerShape.between(0, MAX_SECONDS))
            .allows("frozen", new BooleanShape());

    private final AdjustableClock clock;

    public ClockCommand(AdjustableClock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Optional<ObjectNode> answer(String method, String rest, ObjectNode body) {
        if (!rest.isEmpty() || !method.equals("GET") && !method.equals("POST")) {
            return Optional.empty();
        }
        if (method.equals("POST")) {
            BODY.check(body);
            change(body);
        }
        return Optional.of(Json.object().put("time", clock.instant().toString()).put("frozen", clock.isFrozen()));
    }

    private void change(ObjectNode body) {
        if (body.path("frozen").asBoolean(false)) {
            clock.freeze();
        }
        clock.advance(Duration.ofSeconds(body.path("advanceSeconds").asLong()));
        if (body.has("frozen") && !body.get("frozen").asBoolean()) {
            clock.unfreeze();
        }
    }
}
