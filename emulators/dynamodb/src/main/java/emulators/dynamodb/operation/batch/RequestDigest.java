package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.shape.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is remembered of a request to tell it from others. */
final class RequestDigest {

    private RequestDigest() {}

    static String of(JsonNode request) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Json.bytes(request)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
