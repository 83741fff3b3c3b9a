package imagefanout.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What failed in a batch. One step's failure stops no other step; each is kept with what it was about. */
public final class BatchFailures {
    private static final int MAX_NAMED = 20;

    private final List<String> texts = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();

    /**
     * Runs one step of the batch and keeps what it throws.
     *
     * @return whether the step succeeded
     * @throws OutOfTimeException when the step throws it: no later step has time either
     */
    public boolean attempt(String subject, Runnable step) {
        try {
            step.run();
            return true;
        } catch (OutOfTimeException e) {
            throw e;
        } catch (RuntimeException e) {
            add(subject, e);
            return false;
        }
    }

    public void add(String subject, RuntimeException cause) {
        add(subject + ": " + (cause.getMessage() == null ? cause : cause.getMessage()));
        causes.add(cause);
    }

    public void add(String text) {
        texts.add(text);
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** One text for each failure, in the order in which they happened. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /**
     * Throws what {@code exception} makes of the failures, if there are any: their texts one a line, the first {@value
     * #MAX_NAMED} of them, and every cause as a suppressed exception.
     */
    public <E extends RuntimeException> void throwIfAny(Function<String, E> exception) {
        if (!isEmpty()) {
            List<String> lines = new ArrayList<>(texts.subList(0, Math.min(MAX_NAMED, texts.size())));
            if (texts.size() > MAX_NAMED) {
                lines.add("… and " + (texts.size() - MAX_NAMED) + " more");
            }
            E failure = exception.apply(String.join("\n", lines));
            causes.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
