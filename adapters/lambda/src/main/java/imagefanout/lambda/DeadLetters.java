package imagefanout.lambda;

/** The dead-letter queue of a queue's reader, for messages that no attempt can read. */
@FunctionalInterface
public interface DeadLetters {
    /**
     * Sends a message. A repeated call sends it twice.
     *
     * @param body the message's text, unchanged
     * @param reason why it cannot be read
     * @throws RuntimeException when it was not sent; then the queue must keep the message
     */
    void send(String body, String reason);
}
