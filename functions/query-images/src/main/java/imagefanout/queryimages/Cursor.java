package imagefanout.queryimages;

import imagefanout.model.Digest;
import imagefanout.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/**
 * Where a page ended, opaque to whoever holds it, and good for the question that it came from alone. It is no secret: it
 * says nothing that the page did not, and opens nothing. It is a place in the list's order, never a count, so that
 * what is recorded meanwhile neither doubles nor drops an item.
 */
final class Cursor {
    private static final int DIGEST = 32;

    private Cursor() {}

    static String seal(String position, String question) {
        String sealed = digest(position, question) + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws MalformedException when it was changed, or belongs to another question */
    static <T> T open(String cursor, String question, Function<String, T> parse) {
        String sealed = decoded(cursor);
        if (sealed.length() >= DIGEST) {
            String position = sealed.substring(DIGEST);
            // A cursor has one form: what decodes to the same bytes and is written otherwise was changed too.
            if (sealed.startsWith(digest(position, question))
                    && seal(position, question).equals(cursor)) {
                return parse.apply(position);
            }
        }
        throw new MalformedException("a cursor that this very question gave", cursor);
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (MalformedException)
                    new MalformedException("a cursor that this very question gave", cursor).initCause(e);
        }
    }

    private static String digest(String position, String question) {
        return Digest.of("cursor").add(question).add(position).end().hex();
    }
}
