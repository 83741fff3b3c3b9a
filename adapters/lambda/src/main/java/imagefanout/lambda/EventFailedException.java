package imagefanout.lambda;

import java.util.List;

/**
 * A part of an event failed. Everything else in it is done. The message has one line for each failure. Lambda retries the
 * event and then sends it to the dead-letter queue.
 */
public final class EventFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The dead-letter queue takes at most 256 KB for this message and the event together. */
    private static final int MAX_CHARACTERS = 100_000;

    /** @param causes are added as suppressed exceptions */
    public EventFailedException(List<String> failures, List<RuntimeException> causes) {
        super(shortened(String.join("\n", failures)));
        causes.forEach(this::addSuppressed);
    }

    private static String shortened(String message) {
        return message.length() <= MAX_CHARACTERS
                ? message
                : message.substring(0, MAX_CHARACTERS) + "… and " + (message.length() - MAX_CHARACTERS)
                        + " more characters";
    }
}
