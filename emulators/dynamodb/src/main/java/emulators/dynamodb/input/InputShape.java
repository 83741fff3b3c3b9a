package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.SerializationException;

/** What a value in a request must look like. */
public interface InputShape {

    /**
     * Notes every constraint that the value violates.
     *
     * @param path where the value is, as the service names places: {@code keySchema.1.member.keyType}
     * @throws SerializationException if the value is of another JSON type
     */
    void check(JsonNode value, String path, Violations violations);

    /** The value as messages show it, without quotes. */
    String show(JsonNode value);
}
