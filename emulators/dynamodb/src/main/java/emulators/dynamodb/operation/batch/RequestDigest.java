package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import emulators.wire.shape.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a request, to compare it with others. It ignores the order of members. */
final class RequestDigest {

    private static final ObjectWriter SORTED = Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private RequestDigest() {}

    static String of(JsonNode request) {
        try {
            byte[] sorted = SORTED.writeValueAsBytes(request);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sorted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
