package imagefanout.queryimages.http;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended. A cursor is opaque to clients and valid only for the request that it came from; it is not a secret.
 * It is a position in the list's order and never a count, so that builds recorded meanwhile neither repeat nor drop an item.
 */
final class Cursor {
    private static final int DIGEST_LENGTH = 32;
    private static final String EXPECTED = "the nextCursor of a page of this same request";

    private Cursor() {}

    static String seal(String position, String question) {
        String sealed = digest(position, question) + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws MalformedException when it was changed or belongs to another request */
    static String open(String cursor, String question) {
        String sealed;
        try {
            sealed = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (MalformedException) new MalformedException(EXPECTED, cursor).initCause(e);
        }
        String position = sealed.substring(Math.min(DIGEST_LENGTH, sealed.length()));
        // Comparing the encoded form, too, rejects other texts that decode to the same bytes.
        if (!seal(position, question).equals(cursor)) {
            throw new MalformedException(EXPECTED, cursor);
        }
        return position;
    }

    private static String digest(String position, String question) {
        return Digest.of("cursor").add(question).add(position).end().hex();
    }
}
