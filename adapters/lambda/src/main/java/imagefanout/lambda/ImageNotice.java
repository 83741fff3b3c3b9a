package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.catalog.ReportedEnd;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A notification that a build ended. Only its ARNs are used: the recorded data comes from GetImage.
 *
 * @param pipeline the build's pipeline, if the message names it; an EventBridge event never does
 * @param end the state that is reported, if the message says when it was sent
 * @param isEvent whether EventBridge sent it, which reports what the topic reports, too
 */
public record ImageNotice(
        ImageBuildArn build, Optional<PipelineArn> pipeline, Optional<ReportedEnd> end, boolean isEvent) {
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
     * @param sentAt when the service that delivers the message took it
     * @throws MalformedException when the text is not a JSON object, is no event of Image Builder, or names no image build
     *     version
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-sns.html">Image Builder's message</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html#integ-eventbridge-events">
     *     Image Builder's events</a>
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html">With and without
     *     raw message delivery</a>
     */
    static Optional<ImageNotice> parse(String message, Optional<Instant> sentAt) {
        JsonNode json = EventJson.object(message);
        if (isWrapped(json)) {
            Optional<Instant> published = EventJson.instant(json.path("Timestamp"));
            return parse(json.get("Message").textValue(), published.or(() -> sentAt));
        }
        return json.has("detail-type") ? ofEvent(json, sentAt) : ofMessage(json, sentAt);
    }

    private static boolean isWrapped(JsonNode json) {
        return json.path("Type").asText().equals("Notification") && json.has("Message");
    }

    private static Optional<ImageNotice> ofEvent(JsonNode event, Optional<Instant> sentAt) {
        String detailType = event.path("detail-type").textValue();
        if (STATE_CHANGE.equals(detailType)) {
            ImageBuildArn build =
                    ImageBuildArn.parse(event.path("resources").path(0).textValue());
            Optional<Instant> changedAt = EventJson.instant(event.path("time")).or(() -> sentAt);
            return unlessInProgress(build, Optional.empty(), event.path("detail"), changedAt, true);
        }
        if (detailType == null || !event.path("source").asText().equals(SOURCE)) {
            throw new MalformedException("an event of Image Builder", detailType);
        }
        return Optional.empty();
    }

    private static Optional<ImageNotice> ofMessage(JsonNode message, Optional<Instant> sentAt) {
        Optional<String> pipeline =
                Optional.ofNullable(message.path("sourcePipelineArn").textValue());
        ImageBuildArn build = ImageBuildArn.parse(message.path("arn").textValue());
        return unlessInProgress(build, pipeline.flatMap(ImageNotice::readPipeline), message, sentAt, false);
    }

    /** Empty when it cannot be read: the ARN of the build is enough. */
    private static Optional<PipelineArn> readPipeline(String text) {
        try {
            return Optional.of(PipelineArn.parse(text));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** @param described has the image's state; a message without it is read, because only its ARN is needed */
    private static Optional<ImageNotice> unlessInProgress(
            ImageBuildArn build,
            Optional<PipelineArn> pipeline,
            JsonNode described,
            Optional<Instant> sentAt,
            boolean isEvent) {
        Optional<String> status =
                Optional.ofNullable(described.path("state").path("status").textValue());
        if (status.filter(state -> !ENDS.contains(state)).isPresent()) {
            return Optional.empty();
        }
        Optional<ReportedEnd> end =
                status.map(ImageState::parse).flatMap(state -> sentAt.map(at -> new ReportedEnd(state, at)));
        return Optional.of(new ImageNotice(build, pipeline, end, isEvent));
    }
}
