package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that a function is invoked with; when it failed, it comes again under the same request id. */
record Event(Function function, String json) {
    enum Function {
        RECORD_IMAGE,
        RECONCILE_PIPELINE,
        SYNC_DISTRIBUTIONS,
        UPGRADE_RECIPE,
        QUERY_IMAGES
    }

    /** Image Builder's topic tells of a build. */
    static Event message(Function function, String message) {
        ObjectNode event = Sent.JSON.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject().put("EventSource", "aws:sns");
        record.putObject("Sns").put("MessageId", "message").put("Message", message);
        return new Event(function, event.toString());
    }

    /** The same, with no more in it than counts. */
    static Event notice(Function function, String buildArn) {
        return message(
                function, Sent.JSON.createObjectNode().put("arn", buildArn).toString());
    }

    static Event schedule(Function function) {
        ObjectNode event =
                Sent.JSON.createObjectNode().put("source", "aws.events").put("detail-type", "Scheduled Event");
        event.putArray("resources").add("arn:aws:events:us-east-1:123456789012:rule/schedule");
        return new Event(function, event.toString());
    }
}
