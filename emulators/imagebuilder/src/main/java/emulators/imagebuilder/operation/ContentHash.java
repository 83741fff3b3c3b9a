package emulators.imagebuilder.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import emulators.wire.shape.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the SHA-256 of a JSON value. The order of keys does not matter. */
final class ContentHash {

    private static final ObjectWriter SORTED = Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private ContentHash() {}

    static byte[] of(JsonNode value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
