package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The fields of a manual event. Unknown fields are rejected: a misspelled {@code dryRun} must not start a real run. Errors
 * name the field.
 */
public final class EventFields {
    private final JsonNode event;

    /** @throws MalformedException when the event has a field that is not among {@code known} */
    public EventFields(JsonNode event, Set<String> known) {
        this.event = event;
        event.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new MalformedException("one of the fields " + new TreeSet<>(known), field);
            }
        });
    }

    public boolean has(String field) {
        return event.has(field);
    }

    /** The field's value as JSON, for error messages; null when absent. */
    public String shown(String field) {
        return has(field) ? event.get(field).toString() : null;
    }

    /** @throws MalformedException when the field is present but not a string */
    public Optional<String> text(String field) {
        if (has(field) && !event.get(field).isTextual()) {
            throw new MalformedException("a string in " + field, shown(field));
        }
        return Optional.ofNullable(event.path(field).textValue());
    }

    /** @throws MalformedException when the field is present but not a string, or {@code parse} rejects it */
    public <T> Optional<T> parsed(String field, Function<String, T> parse) {
        try {
            return text(field).map(parse);
        } catch (MalformedException e) {
            throw e.withMessage(field + ": " + e.getMessage());
        }
    }

    /** @throws MalformedException when the field is missing or not a string, or {@code parse} rejects it */
    public <T> T required(String field, Function<String, T> parse) {
        return parsed(field, parse).orElseThrow(() -> new MalformedException("a string in " + field, null));
    }

    /**
     * Whether the field is true; false when absent.
     *
     * @throws MalformedException when it is neither true nor false
     */
    public boolean flag(String field) {
        if (has(field) && !event.get(field).isBoolean()) {
            throw new MalformedException("true or false in " + field, shown(field));
        }
        return event.path(field).booleanValue();
    }
}
