package imagefanout.queryimages.http;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The end of a page. A cursor is opaque to clients and valid only for requests with the same selection; it is not a secret. It
 * has a position and not a count, so that builds recorded between two pages neither repeat nor drop an item.
 */
final class Cursor {
    private static final int DIGEST_LENGTH = 32;
    private static final String EXPECTED = "the nextCursor of the same request";

    private Cursor() {}

    static String seal(String position, String selection) {
        String sealed = digest(position, selection) + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws MalformedException when it was changed or belongs to another request */
    static String open(String cursor, String selection) {
        String sealed;
        try {
            sealed = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (MalformedException) new MalformedException(EXPECTED, cursor).initCause(e);
        }
        String position = sealed.substring(Math.min(DIGEST_LENGTH, sealed.length()));
        // Several texts decode to the same bytes, so this compares the encoded form.
        if (!seal(position, selection).equals(cursor)) {
            throw new MalformedException(EXPECTED, cursor);
        }
        return position;
    }

    private static String digest(String position, String selection) {
        return Digest.of("cursor").add(selection).add(position).end().hex();
    }
}
