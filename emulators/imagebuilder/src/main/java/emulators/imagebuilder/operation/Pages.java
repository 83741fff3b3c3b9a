package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.ListEntry;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Divides lists into pages. A page token refers to the last entry of the page, not to an offset, so that new resources do not shift later pages. The signature of a token covers the request, so that it is not valid for another request.
 */
public final class Pages {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;

    private final SecretKeySpec key;

    public Pages(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Returns the requested page.
     *
     * @param olderThan returns the entries before a position that pass the filters, newest first; only as many are read as the page needs
     */
    public <T extends ListEntry> ObjectNode page(
            String operation,
            ObjectNode input,
            LongFunction<Stream<T>> olderThan,
            String member,
            Function<T, JsonNode> summary) {
        byte[] request = signedPart(operation, input);
        long lastSeen = Json.text(input, "nextToken")
                .map(token -> lastSeen(token, request))
                .orElse(Long.MAX_VALUE);
        int size = input.path("maxResults").asInt(Listing.DEFAULT_PAGE_SIZE);
        List<T> rest = olderThan.apply(lastSeen).limit(size + 1L).toList();

        ObjectNode answer = Json.object();
        ArrayNode entries = answer.putArray(member);
        rest.stream().limit(size).map(summary).forEach(entries::add);
        if (rest.size() > size) {
            answer.put("nextToken", token(rest.get(size - 1).sequence(), request));
        }
        return answer;
    }

    private static byte[] signedPart(String operation, ObjectNode input) {
        ObjectNode request = input.deepCopy();
        request.remove(List.of("nextToken", "maxResults"));
        return ContentHash.of(request.put("operation", operation));
    }

    private String token(long lastSeen, byte[] request) {
        byte[] token = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES)
                .putLong(lastSeen)
                .put(signature(lastSeen, request))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private long lastSeen(String token, byte[] request) {
        byte[] bytes = decoded(token);
        if (bytes.length == Long.BYTES + SIGNATURE_BYTES) {
            long lastSeen = ByteBuffer.wrap(bytes).getLong();
            byte[] signature = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
            if (MessageDigest.isEqual(signature, signature(lastSeen, request))) {
                return lastSeen;
            }
        }
        throw invalidToken();
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
    }

    private static ServiceException invalidToken() {
        return ServiceError.INVALID_PAGINATION_TOKEN.exception(
                "Invalid nextToken: expected the one from the previous page of the same list with the same filters.");
    }

    private byte[] signature(long lastSeen, byte[] request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(lastSeen).flip());
            return mac.doFinal(request);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
