package imagefanout.recordimage;

import imagefanout.lambda.SnsMessage;
import java.util.ArrayList;
import java.util.List;

/** The messages of one event that could not be recorded. The good ones are; the event goes to retry and dead-letter queue. */
final class FailedRecords {
    private final List<String> named = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();

    void add(SnsMessage message, RuntimeException cause) {
        named.add(message.name() + ": " + cause.getMessage());
        causes.add(cause);
    }

    void throwIfAny() {
        if (causes.isEmpty()) {
            return;
        }
        RecordImageFailedException failure = new RecordImageFailedException(String.join("; ", named), causes.get(0));
        causes.stream().skip(1).forEach(failure::addSuppressed);
        throw failure;
    }
}
