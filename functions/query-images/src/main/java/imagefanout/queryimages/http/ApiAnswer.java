package imagefanout.queryimages.http;

import java.util.Optional;

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
     * Data as plain text, for shell scripts.
     *
     * @param judgedBy the header {@code judged-by}
     */
    record PlainText(String body, Optional<String> judgedBy) implements ApiAnswer {}

    /** Data as a table, always whole. The first line names the columns. */
    record Csv(String body) implements ApiAnswer {}

    /**
     * A static document.
     *
     * @param securityPolicy the page's Content-Security-Policy
     */
    record Document(String contentType, String body, Optional<String> securityPolicy) implements ApiAnswer {}
}
