package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.SerializationException;

/** The shape of a value in a request. */
public interface InputShape {

    /**
     * Collects every constraint that the value violates.
     *
     * @param path the value's location in the service's notation: {@code keySchema.1.member.keyType}
     * @throws SerializationException if the value is of another JSON type
     */
    void check(JsonNode value, String path, Violations violations);

    /** Returns the value for messages, without quotes. */
    String show(JsonNode value);
}
