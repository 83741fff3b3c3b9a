package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Listed;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cuts lists into pages. A page's token names the last entry that was seen, not a position, so that what is made in
 * between moves nothing; it is signed together with the question, so that no other question and no forger can use it.
 */
public final class Pages {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;

    private final SecretKeySpec key;

    public Pages(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * The page that the input asks for.
     *
     * @param all every entry that passes the filters, newest first
     */
    public <T extends Listed> ObjectNode page(
            String operation, ObjectNode input, List<T> all, String member, Function<T, JsonNode> summary) {
        byte[] question = question(operation, input);
        List<T> rest = input.hasNonNull("nextToken")
                ? after(lastSeen(input.get("nextToken").textValue(), question), all)
                : all;
        int size = input.path("maxResults").asInt(Listing.MAX_PAGE_SIZE);

        ObjectNode answer = Json.object();
        ArrayNode entries = answer.putArray(member);
        rest.stream().limit(size).map(summary).forEach(entries::add);
        if (rest.size() > size) {
            answer.put("nextToken", token(rest.get(size - 1).sequence(), question));
        }
        return answer;
    }

    private static <T extends Listed> List<T> after(long lastSeen, List<T> all) {
        return all.stream().filter(entry -> entry.sequence() < lastSeen).toList();
    }

    private static byte[] question(String operation, ObjectNode input) {
        ObjectNode question = input.deepCopy();
        question.remove(List.of("nextToken", "maxResults"));
        return Digest.of(question.put("operation", operation));
    }

    private String token(long lastSeen, byte[] question) {
        byte[] token = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES)
                .putLong(lastSeen)
                .put(signature(lastSeen, question))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private long lastSeen(String token, byte[] question) {
        byte[] bytes = decoded(token);
        if (bytes.length == Long.BYTES + SIGNATURE_BYTES) {
            long lastSeen = ByteBuffer.wrap(bytes).getLong();
            byte[] signature = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
            if (MessageDigest.isEqual(signature, signature(lastSeen, question))) {
                return lastSeen;
            }
        }
        throw badToken();
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw badToken();
        }
    }

    private static ServiceException badToken() {
        return ServiceError.INVALID_PAGINATION_TOKEN.exception(
                "The nextToken does not come from this list, or not unchanged.");
    }

    private byte[] signature(long lastSeen, byte[] question) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(lastSeen).flip());
            return mac.doFinal(question);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
