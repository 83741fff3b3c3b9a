package imagefanout.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one event, and what failed in it. A bad message does not stop the others. Messages that report no build's
 * end are skipped and counted.
 */
public final class EventMessages {
    private static final Logger LOG = LoggerFactory.getLogger(EventMessages.class);

    private final List<Message> messages;
    private final boolean fromQueue;
    private final List<String> failures = new ArrayList<>();
    private final List<RuntimeException> causes = new ArrayList<>();
    private final Set<Message> failed = new LinkedHashSet<>();
    private boolean notSent;
    private int skipped;

    /**
     * A message; its text is parsed later.
     *
     * @param id null when absent, like {@code text}
     * @param sentAt when SNS or SQS took it, if the event says so
     */
    public record Message(String id, String text, Optional<Instant> sentAt) {
        /** The message ID for error messages, quoted unless it is well-formed. */
        String name() {
            return "message " + (id != null && id.matches("[0-9a-f-]{36}") ? id : MalformedException.quoted(id));
        }
    }

    private EventMessages(List<Message> messages, boolean fromQueue) {
        this.messages = messages;
        this.fromQueue = fromQueue;
    }

    /** Whether {@link #in} accepts the event. */
    public static boolean areIn(JsonNode event) {
        return event.has("Records") || ImageNotice.isMessage(event);
    }

    /**
     * Returns the messages of an SNS or SQS event, or the event itself if a rule of EventBridge sent it.
     *
     * @throws MalformedException when there are none
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS events</a>
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS events</a>
     */
    public static EventMessages in(JsonNode event) {
        JsonNode records = event.path("Records");
        List<Message> messages = new ArrayList<>();
        records.forEach(record -> messages.add(message(record)));
        if (!event.has("Records") && ImageNotice.isMessage(event)) {
            messages.add(new Message(text(event, "id"), event.toString(), Optional.empty()));
        }
        if (messages.isEmpty()) {
            throw new MalformedException(
                    "an SNS or SQS event with records, or an event of Image Builder", event.toString());
        }
        return new EventMessages(messages, records.path(0).has("body"));
    }

    private static Message message(JsonNode record) {
        JsonNode sns = record.path("Sns");
        return record.has("body")
                ? new Message(text(record, "messageId"), text(record, "body"), sentAt(record))
                : new Message(text(sns, "MessageId"), text(sns, "Message"), EventJson.instant(sns.path("Timestamp")));
    }

    private static Optional<Instant> sentAt(JsonNode record) {
        String millis = record.path("attributes").path("SentTimestamp").asText();
        return millis.matches("[0-9]{13}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).textValue();
    }

    /** Whether the messages come from an SQS queue. */
    public boolean areFromQueue() {
        return fromQueue;
    }

    /** Passes each message's notice on. What the action throws is a failure of the message. */
    public void forEach(BiConsumer<Message, ImageNotice> action) {
        forEach(action, Optional.empty());
    }

    /**
     * Like {@link #forEach(BiConsumer)}, but a queue's message that cannot be read is sent to the dead letters at once, and does not
     * fail: another attempt could not read it either. If it cannot be sent, it fails, and so do the unreadable ones after it.
     */
    public void forEach(BiConsumer<Message, ImageNotice> action, DeadLetters deadLetters) {
        forEach(action, Optional.of(deadLetters).filter(queue -> fromQueue));
    }

    private void forEach(BiConsumer<Message, ImageNotice> action, Optional<DeadLetters> deadLetters) {
        for (Message message : messages) {
            try {
                read(message, deadLetters).ifPresent(notice -> action.accept(message, notice));
            } catch (RuntimeException e) {
                causes.add(e);
                fail(Set.of(message), message.name() + ": " + e.getMessage());
            }
        }
    }

    /** Empty when nothing is left to do for the message. */
    private Optional<ImageNotice> read(Message message, Optional<DeadLetters> deadLetters) {
        try {
            Optional<ImageNotice> notice = ImageNotice.parse(message.text(), message.sentAt());
            if (notice.isEmpty()) {
                skipped++;
                LOG.info("message skipped", entry("skipped", LogRedaction.redact(message.name())));
            }
            return notice;
        } catch (MalformedException unreadable) {
            // After a failure, each further one could take as long, and the messages that can be read would wait.
            if (deadLetters.isEmpty() || notSent) {
                throw unreadable;
            }
            sendTo(deadLetters.get(), message, unreadable);
            return Optional.empty();
        }
    }

    private void sendTo(DeadLetters deadLetters, Message message, MalformedException unreadable) {
        try {
            deadLetters.send(message.text(), unreadable.getMessage());
        } catch (RuntimeException e) {
            notSent = true;
            throw new IllegalStateException(
                    unreadable.getMessage() + ". It was not sent to the dead-letter queue: " + e.getMessage(), e);
        }
        LOG.warn(
                "unreadable message sent to the dead-letter queue",
                entry("unreadable", LogRedaction.redact(message.name())),
                entry("reason", LogRedaction.redact(unreadable.getMessage())));
    }

    /** The number of messages that report no build's end. */
    public int skipped() {
        return skipped;
    }

    /** Adds a failure of these messages. */
    public void fail(Set<Message> concerned, String why) {
        failures.add(why);
        failed.addAll(concerned);
    }

    /** @throws EventFailedException when anything failed */
    public void throwIfAnyFailed() {
        if (!failures.isEmpty()) {
            throw new EventFailedException(failures, causes);
        }
    }

    /**
     * Lambda's partial batch response: names the messages that failed, so that the queue delivers only these again.
     *
     * @throws EventFailedException when nothing else succeeded
     */
    public BatchAnswer batchAnswer() {
        if (failed.size() == messages.size()) {
            throwIfAnyFailed();
        }
        if (!failures.isEmpty()) {
            LOG.warn(
                    "messages failed",
                    entry(
                            "failures",
                            failures.stream().map(LogRedaction::redact).toList()));
        }
        return new BatchAnswer(failed.stream()
                .map(message -> new BatchAnswer.Item(message.id()))
                .toList());
    }

    /**
     * The answer to an SQS event. The event source mapping needs {@code ReportBatchItemFailures}.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses</a>
     */
    public record BatchAnswer(List<Item> batchItemFailures) {
        /** A message that failed. */
        public record Item(String itemIdentifier) {}
    }
}
