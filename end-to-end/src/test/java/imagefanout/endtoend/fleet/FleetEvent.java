package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.value.Item;
import imagefanout.dynamodb.announce.StreamHints;
import java.time.Instant;
import java.util.List;

/** An event that a function is invoked with. */
public record FleetEvent(FunctionName function, String json) {
    /** Messages from Image Builder's topic. */
    public static FleetEvent message(FunctionName function, String... messages) {
        ObjectNode event = SentRequest.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String message : messages) {
            addMessage(records, message);
        }
        return new FleetEvent(function, event.toString());
    }

    /** A message that SNS took at that time. */
    public static FleetEvent messageAt(FunctionName function, Instant at, String message) {
        ObjectNode event = SentRequest.JSON.createObjectNode();
        addMessage(event.putArray("Records"), message).put("Timestamp", at.toString());
        return new FleetEvent(function, event.toString());
    }

    /** Adds a message of the topic and returns its member {@code Sns}. */
    private static ObjectNode addMessage(ArrayNode records, String message) {
        ObjectNode record = records.addObject().put("EventSource", "aws:sns");
        return record.putObject("Sns").put("MessageId", "message").put("Message", message);
    }

    /** A message of the topic and an event of EventBridge, which the queue took at that time. */
    public static FleetEvent queuedAt(FunctionName function, Instant at, String message, String stateChange) {
        ObjectNode notification = notification(message).put("Timestamp", at.toString());
        ObjectNode event = SentRequest.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String body : List.of(notification.toString(), stateChange)) {
            addQueued(records, body).putObject("attributes").put("SentTimestamp", Long.toString(at.toEpochMilli()));
        }
        return new FleetEvent(function, event.toString());
    }

    /** Messages from the queue that subscribes to the topic. */
    public static FleetEvent queued(FunctionName function, String... messages) {
        ObjectNode event = SentRequest.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String message : messages) {
            addQueued(records, notification(message).toString());
        }
        return new FleetEvent(function, event.toString());
    }

    /** A message as SNS sends it to a queue. */
    private static ObjectNode notification(String message) {
        return SentRequest.JSON.createObjectNode().put("Type", "Notification").put("Message", message);
    }

    /** Adds a message of the queue and returns its record. */
    private static ObjectNode addQueued(ArrayNode records, String body) {
        return records.addObject()
                .put("eventSource", "aws:sqs")
                .put("messageId", "message-" + records.size())
                .put("body", body);
    }

    /** A message with only the members that the functions read. */
    public static FleetEvent notice(FunctionName function, String buildArn) {
        return message(function, notice(buildArn));
    }

    public static String notice(String buildArn) {
        return SentRequest.JSON.createObjectNode().put("arn", buildArn).toString();
    }

    /** An event of Image Builder that reports no build's end. */
    public static String otherEvent(String buildArn) {
        ObjectNode event = SentRequest.JSON
                .createObjectNode()
                .put("source", "aws.imagebuilder")
                .put("detail-type", "EC2 Image Builder CVE Detected");
        event.putArray("resources").add(buildArn);
        return event.toString();
    }

    /** A batch of the catalog table's stream, with a record for each of its items that something is announced about. */
    public static FleetEvent stream(FleetUnderTest fleet) {
        ObjectNode event = SentRequest.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Item item : fleet.services().tables().contents().get("CatalogTable")) {
            String partition = FleetContents.text(item, "PK");
            String sort = FleetContents.text(item, "SK");
            if (StreamHints.of(partition, sort).isPresent()) {
                ObjectNode record = records.addObject().put("eventSource", "aws:dynamodb");
                ObjectNode dynamoDb = record.putObject("dynamodb").put("SequenceNumber", "" + records.size());
                ObjectNode keys = dynamoDb.putObject("Keys");
                keys.putObject("PK").put("S", partition);
                keys.putObject("SK").put("S", sort);
            }
        }
        return new FleetEvent(FunctionName.ANNOUNCE_CHANGES, event.toString());
    }

    public static FleetEvent schedule(FunctionName function) {
        ObjectNode event =
                SentRequest.JSON.createObjectNode().put("source", "aws.events").put("detail-type", "Scheduled Event");
        event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/schedule");
        return new FleetEvent(function, event.toString());
    }
}
