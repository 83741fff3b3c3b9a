package emulators.imagebuilder.fault;

import emulators.imagebuilder.operation.ServiceError;
import java.time.Duration;
import java.util.Optional;

/** What happens to one call: it begins later, is refused without effect, or loses its answer after its effect. */
public record CallFaults(Duration latency, Optional<ServiceError> refusal, boolean answerLost) {}
