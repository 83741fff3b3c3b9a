package imagefanout.queryimages.http;

import imagefanout.model.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The answer of an operation. */
public sealed interface ApiAnswer {
    /**
     * Data from the tables. The response adds {@code lastReconciledAt} and an entity tag.
     *
     * @param body a record that {@link ApiJson} writes as an object
     */
    record Data(Object body) implements ApiAnswer {}

    /** What was asked for is stored, and happens later. */
    record Accepted(Object body) implements ApiAnswer {}

    /**
     * A text, always whole.
     *
     * @param headers those besides its type and its entity tag
     * @param digest differs when the type or the text differs; the entity tag
     */
    record Document(String contentType, String body, Map<String, String> headers, Digest digest) implements ApiAnswer {
        static final Map<String, String> VARIES = Map.of("vary", "accept");

        public static Document of(String contentType, String body, Map<String, String> headers) {
            return new Document(
                    contentType, body, headers, Digest.of(contentType).add(body).end());
        }

        /**
         * Data for shell scripts.
         *
         * @param judgedBy the header {@code judged-by}
         */
        public static Document plain(String body, Optional<String> judgedBy) {
            Map<String, String> headers = new TreeMap<>(VARIES);
            judgedBy.ifPresent(rule -> headers.put("judged-by", rule));
            return of("text/plain; charset=utf-8", body, headers);
        }

        /** Data as a table. The first line names the columns. */
        public static Document csv(String body) {
            return of("text/csv; charset=utf-8; header=present", body, VARIES);
        }
    }
}
