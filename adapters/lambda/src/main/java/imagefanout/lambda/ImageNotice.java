package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;
import java.util.Set;

/**
 * A notification that a build ended. Only its ARNs are used: the recorded data comes from GetImage.
 *
 * @param pipeline the build's pipeline, if the message names it; an EventBridge event never does
 */
public record ImageNotice(ImageBuildArn build, Optional<PipelineArn> pipeline) {
    private static final String SOURCE = "aws.imagebuilder";
    private static final String STATE_CHANGE = "EC2 Image Builder Image State Change";

    /** The states that end a build. */
    private static final Set<String> ENDS = Set.of("AVAILABLE", "FAILED", "CANCELLED");

    /** Whether the object is a message itself, and not an event with messages. */
    static boolean isMessage(JsonNode json) {
        return json.path("source").asText().equals(SOURCE) || isWrapped(json) || json.has("arn");
    }

    /**
     * Reads Image Builder's own message or an EventBridge event, alone or in the JSON that SNS sends to a queue. Empty: another
     * event of Image Builder, or another state.
     *
     * @throws MalformedException when the text is not a JSON object, is no event of Image Builder, or names no image build
     *     version
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-sns.html">Image Builder's message</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html#integ-eventbridge-events">
     *     Image Builder's events</a>
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html">With and without
     *     raw message delivery</a>
     */
    static Optional<ImageNotice> parse(String message) {
        JsonNode json = EventJson.object(message);
        if (isWrapped(json)) {
            return parse(json.get("Message").textValue());
        }
        return json.has("detail-type") ? ofEvent(json) : ofMessage(json);
    }

    private static boolean isWrapped(JsonNode json) {
        return json.path("Type").asText().equals("Notification") && json.has("Message");
    }

    private static Optional<ImageNotice> ofEvent(JsonNode event) {
        String detailType = event.path("detail-type").textValue();
        if (STATE_CHANGE.equals(detailType)) {
            JsonNode arn = event.path("resources").path(0);
            return unlessInProgress(
                    new ImageNotice(ImageBuildArn.parse(arn.textValue()), Optional.empty()), event.path("detail"));
        }
        if (detailType == null || !event.path("source").asText().equals(SOURCE)) {
            throw new MalformedException("an event of Image Builder", detailType);
        }
        return Optional.empty();
    }

    private static Optional<ImageNotice> ofMessage(JsonNode message) {
        Optional<String> pipeline =
                Optional.ofNullable(message.path("sourcePipelineArn").textValue());
        ImageNotice notice = new ImageNotice(
                ImageBuildArn.parse(message.path("arn").textValue()),
                pipeline.filter(text -> !text.isEmpty()).map(PipelineArn::parse));
        return unlessInProgress(notice, message);
    }

    /** @param described has the image's state; a message without it is read, because only its ARN is needed */
    private static Optional<ImageNotice> unlessInProgress(ImageNotice notice, JsonNode described) {
        String status = described.path("state").path("status").textValue();
        return status == null || ENDS.contains(status) ? Optional.of(notice) : Optional.empty();
    }
}
