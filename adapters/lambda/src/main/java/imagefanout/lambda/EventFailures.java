package imagefanout.lambda;

import java.util.ArrayList;
import java.util.List;

/** Collects what failed in one event, so that one bad message stops no other. */
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

    /** @throws EventFailedException when anything was added */
    public void throwIfAny() {
        if (!failures.isEmpty()) {
            throw new EventFailedException(failures, causes);
        }
    }
}
