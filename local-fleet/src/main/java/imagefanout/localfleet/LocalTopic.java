package imagefanout.localfleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import emulators.imagebuilder.Subscriber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The SNS topic between Image Builder and its subscribers, and the EventBridge rule that sends to the queue. */
final class LocalTopic implements Subscriber {
    static final String ARN = "arn:aws:sns:us-east-1:123456789012:ImageBuilderTopic";

    /** The states that ImageStateRule in the template matches. */
    private static final Set<String> ENDS = Set.of("AVAILABLE", "FAILED", "CANCELLED");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LocalFunctions functions;
    private final List<String> subscribers;
    private final List<LocalQueue> queues;

    /** @param subscribers functions that get each message at once; the queues get it, too */
    LocalTopic(LocalFunctions functions, List<String> subscribers, List<LocalQueue> queues) {
        this.functions = functions;
        this.subscribers = subscribers;
        this.queues = queues;
    }

    @Override
    public void publish(Publication publication) {
        if (publication.kind() == Publication.Kind.EVENTBRIDGE) {
            if (endsABuild(publication.message())) {
                queues.forEach(queue -> queue.send(publication.message()));
            }
            return;
        }
        ObjectNode notification = notification(publication);
        queues.forEach(queue -> queue.send(notification.toString()));
        byte[] event = event(notification).toString().getBytes(StandardCharsets.UTF_8);
        subscribers.forEach(subscriber -> functions.invokeLater(subscriber, event));
    }

    private static boolean endsABuild(String event) {
        try {
            return ENDS.contains(JSON.readTree(event).at("/detail/state/status").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the emulator published invalid JSON", e);
        }
    }

    private static ObjectNode notification(Publication publication) {
        ObjectNode sns = JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", publication.messageId())
                .put("TopicArn", ARN)
                .putNull("Subject")
                .put("Message", publication.message())
                .put("Timestamp", publication.publishedAt().toString())
                .put("SignatureVersion", "1")
                .put("Signature", "local")
                .put("SigningCertUrl", "https://sns.us-east-1.amazonaws.com/local.pem")
                .put("UnsubscribeUrl", "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe");
        sns.putObject("MessageAttributes");
        return sns;
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">an SNS event</a> */
    private static JsonNode event(ObjectNode notification) {
        ObjectNode event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", ARN + ":local")
                .set("Sns", notification);
        return event;
    }
}
