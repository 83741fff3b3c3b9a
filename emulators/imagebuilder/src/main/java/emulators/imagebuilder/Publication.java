package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One message that Image Builder publishes.
 *
 * @param topicArn the topic of the build's infrastructure configuration; empty for {@link Kind#EVENTBRIDGE}
 * @param messageId the same for every delivery of one message
 * @param message JSON text: for {@link Kind#SNS} the content of {@code Records[].Sns.Message}, for
 *     {@link Kind#EVENTBRIDGE} the whole event
 */
public record Publication(Kind kind, String topicArn, String messageId, Instant publishedAt, String message) {

    /** The two channels on which Image Builder publishes. */
    public enum Kind {
        SNS,
        EVENTBRIDGE
    }

    public Publication {
        requireNonNull(kind, "kind");
        requireNonNull(topicArn, "topicArn");
        requireNonNull(messageId, "messageId");
        requireNonNull(publishedAt, "publishedAt");
        requireNonNull(message, "message");
    }
}
