package emulators.imagebuilder.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import emulators.imagebuilder.Subscriber;
import emulators.wire.shape.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Puts events on the default bus of an EventBridge API.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class EventsEndpoint implements Subscriber {

    private final AwsEndpoint endpoint;

    public EventsEndpoint(URI uri) {
        this.endpoint = new AwsEndpoint(requireNonNull(uri, "uri"), "events");
    }

    @Override
    public void publish(Publication publication) {
        if (publication.kind() == Publication.Kind.EVENTBRIDGE) {
            ObjectNode event = Json.objectIn(publication.message().getBytes(StandardCharsets.UTF_8));
            ObjectNode request = Json.object();
            ObjectNode entry = request.putArray("Entries")
                    .addObject()
                    .put("Time", publication.publishedAt().getEpochSecond())
                    .put("Source", event.get("source").textValue())
                    .put("DetailType", event.get("detail-type").textValue())
                    .put("Detail", Json.text(event.get("detail")));
            entry.set("Resources", event.get("resources"));
            endpoint.post(
                    event.get("account").textValue(),
                    event.get("region").textValue(),
                    Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AWSEvents.PutEvents"),
                    Json.text(request));
        }
    }
}
