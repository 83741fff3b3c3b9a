package emulators.dynamodb.input;

import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.List;

/** The constraints that a request violates. The service lists all of them in one message. */
public final class Violations {

    private static final int MAX_SHOWN = 2048;

    private final List<String> found = new ArrayList<>();

    /** Notes a violation. */
    public void add(String shown, String path, String constraint) {
        add("Value '" + shortened(shown) + "' at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    /** Shortens a long value but keeps its end, so that a list still looks like a list. */
    private static String shortened(String shown) {
        int length = shown.length();
        return length <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "..." + shown.charAt(length - 1);
    }

    void addMissing(String path) {
        add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
    }

    /** Adds a violation in the format of the few operations that do not show the value. */
    public void addUnshown(String path, String constraint) {
        add("Value at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    private void add(String violation) {
        found.add(violation);
    }

    /** @throws ValidationException if there are any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ValidationException(found.size() + " validation error" + (found.size() == 1 ? "" : "s")
                    + " detected: " + String.join("; ", found));
        }
    }
}
