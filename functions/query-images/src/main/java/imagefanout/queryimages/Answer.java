package imagefanout.queryimages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What an operation answers. */
sealed interface Answer {
    /** What the tables say: gets {@code lastReconciledAt}, an entity tag, and is to be asked for anew each time. */
    record Data(ObjectNode body) implements Answer {}

    /** The same as {@code data}, for a shell. */
    record PlainText(String body) implements Answer {}

    /**
     * A document that changes with a deployment only.
     *
     * @param securityPolicy the Content-Security-Policy, where a browser shows it
     */
    record Document(String contentType, String body, Optional<String> securityPolicy) implements Answer {}
}
