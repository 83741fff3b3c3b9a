package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An SQS queue with a delay, and Lambda's event source mapping that reads it: invokes a function with all messages that are due.
 * A message that fails three times is a dead letter. There is no batching window.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with Amazon SQS</a>
 */
final class LocalQueue implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int POLL_MILLIS = 100;
    private static final int MAX_ATTEMPTS = 3;

    private final Target target;
    private final Duration delay;
    private final Clock clock;
    private final List<Message> waiting = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(LocalThreads.named("queue"));

    /** The function that handles the messages. */
    interface Target {
        /** Returns the answer to an event, which names the messages that failed. */
        byte[] invoke(byte[] event) throws IOException;

        void addDeadLetter(String body);
    }

    private record Message(String id, String body, Instant due, int attempts) {}

    LocalQueue(Target target, Duration delay, Clock clock) {
        this.target = target;
        this.delay = delay;
        this.clock = clock;
    }

    LocalQueue start() {
        timer.scheduleWithFixedDelay(this::deliver, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    synchronized void send(String body) {
        waiting.add(
                new Message(UUID.randomUUID().toString(), body, clock.instant().plus(delay), 0));
    }

    /** Invokes the function once with the messages that are due, if there are any. */
    void deliver() {
        List<Message> batch = takeDue();
        if (batch.isEmpty()) {
            return;
        }
        Set<String> failed = new HashSet<>();
        try {
            byte[] answer = target.invoke(event(batch).toString().getBytes(StandardCharsets.UTF_8));
            failed.addAll(JSON.readTree(answer).findValuesAsText("itemIdentifier"));
        } catch (IOException | RuntimeException e) {
            batch.forEach(message -> failed.add(message.id()));
        }
        batch.stream().filter(message -> failed.contains(message.id())).forEach(this::retry);
    }

    private synchronized List<Message> takeDue() {
        Instant now = clock.instant();
        List<Message> due =
                waiting.stream().filter(message -> !message.due().isAfter(now)).toList();
        waiting.removeAll(due);
        return due;
    }

    private synchronized void retry(Message failed) {
        int attempts = failed.attempts() + 1;
        if (attempts == MAX_ATTEMPTS) {
            target.addDeadLetter(failed.body());
        } else {
            waiting.add(new Message(failed.id(), failed.body(), clock.instant(), attempts));
        }
    }

    private static JsonNode event(List<Message> batch) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : batch) {
            ObjectNode record = records.addObject()
                    .put("messageId", message.id())
                    .put("receiptHandle", "local")
                    .put("body", message.body())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:local")
                    .put("awsRegion", "us-east-1");
            record.putObject("attributes").put("ApproximateReceiveCount", Integer.toString(message.attempts() + 1));
            record.putObject("messageAttributes");
        }
        return event;
    }

    @Override
    public void close() {
        LocalThreads.stop(timer);
    }
}
