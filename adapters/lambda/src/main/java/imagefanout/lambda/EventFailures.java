package imagefanout.lambda;

import java.util.ArrayList;
import java.util.List;

/** Collects the failures of one event, so that a bad message does not stop the others. */
public final class EventFailures {
    private final List<String> failures = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();

    public void add(SnsMessage message, RuntimeException cause) {
        add(message.name() + ": " + cause.getMessage());
        causes.add(cause);
    }

    public void add(String failure) {
        failures.add(failure);
    }

    /** @throws EventFailedException when a failure was added */
    public void throwIfAny() {
        if (!failures.isEmpty()) {
            throw new EventFailedException(failures, causes);
        }
    }
}
