package imagefanout.recordimage;

import imagefanout.model.Malformed;
import java.util.ArrayList;
import java.util.List;

/** The messages of one event that could not be recorded. The good ones are; the event goes to retry and dead-letter queue. */
final class FailedRecords {
    private final List<String> named = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();

    void add(String messageId, RuntimeException cause) {
        named.add("message " + named(messageId) + ": " + cause.getMessage());
        causes.add(cause);
    }

    /** As SNS makes them; what else stands there is foreign. */
    private static String named(String messageId) {
        return messageId != null && messageId.matches("[0-9a-f-]{36}") ? messageId : Malformed.shown(messageId);
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
