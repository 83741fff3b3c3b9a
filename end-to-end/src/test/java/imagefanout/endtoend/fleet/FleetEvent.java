package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event that a function is invoked with. */
public record FleetEvent(FunctionName function, String json) {
    /** A message from Image Builder's topic. */
    public static FleetEvent message(FunctionName function, String message) {
        ObjectNode event = SentRequest.JSON.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject().put("EventSource", "aws:sns");
        record.putObject("Sns").put("MessageId", "message").put("Message", message);
        return new FleetEvent(function, event.toString());
    }

    /** A message with only the members that the functions read. */
    public static FleetEvent notice(FunctionName function, String buildArn) {
        return message(
                function,
                SentRequest.JSON.createObjectNode().put("arn", buildArn).toString());
    }

    public static FleetEvent schedule(FunctionName function) {
        ObjectNode event =
                SentRequest.JSON.createObjectNode().put("source", "aws.events").put("detail-type", "Scheduled Event");
        event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/schedule");
        return new FleetEvent(function, event.toString());
    }
}
