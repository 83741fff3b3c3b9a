package imagefanout.model;

import java.util.ArrayList;
import java.util.List;

/** What failed in a batch. One step's failure stops no other step; each is kept with what it was about. */
public final class BatchFailures {
    private final List<String> texts = new ArrayList<>();

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
            add(subject + ": " + (e.getMessage() == null ? e : e.getMessage()));
            return false;
        }
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
}
