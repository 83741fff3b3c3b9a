package imagefanout.queryimages.http;

import java.util.Optional;

/** What an operation answers. */
public sealed interface ApiAnswer {
    /**
     * Data from the tables. The response adds {@code lastReconciledAt} and an entity tag.
     *
     * @param body a record that {@link ApiJson} writes as an object
     */
    record Data(Object body) implements ApiAnswer {}

    /** The same as {@link Data}, for a shell. */
    record PlainText(String body) implements ApiAnswer {}

    /**
     * A document that changes only with a deployment.
     *
     * @param securityPolicy the Content-Security-Policy of a page
     */
    record Document(String contentType, String body, Optional<String> securityPolicy) implements ApiAnswer {}
}
