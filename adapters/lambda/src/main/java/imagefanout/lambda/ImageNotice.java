package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;

/**
 * A notification that a build changed. Only its ARNs are used: the recorded data comes from GetImage.
 *
 * @param pipeline the build's pipeline, if the message names it; an EventBridge event never does
 */
public record ImageNotice(ImageBuildArn build, Optional<PipelineArn> pipeline) {
    private static final String STATE_CHANGE = "EC2 Image Builder Image State Change";

    /**
     * Reads Image Builder's own message or an EventBridge event about an image's state.
     *
     * @throws MalformedException when the text is not a JSON object, is another event, or names no image build version
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-sns.html">Image Builder's message</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html#integ-eventbridge-events">
     *     Image Builder's events</a>
     */
    public static ImageNotice parse(String message) {
        JsonNode json = EventJson.object(message);
        return json.has("detail-type") ? ofEvent(json) : ofMessage(json);
    }

    private static ImageNotice ofEvent(JsonNode event) {
        String detailType = event.path("detail-type").asText();
        if (!detailType.equals(STATE_CHANGE)) {
            throw new MalformedException("an event of the type " + STATE_CHANGE, detailType);
        }
        JsonNode arn = event.path("resources").path(0);
        return new ImageNotice(ImageBuildArn.parse(arn.textValue()), Optional.empty());
    }

    private static ImageNotice ofMessage(JsonNode message) {
        Optional<String> pipeline =
                Optional.ofNullable(message.path("sourcePipelineArn").textValue());
        return new ImageNotice(
                ImageBuildArn.parse(message.path("arn").textValue()),
                pipeline.filter(text -> !text.isEmpty()).map(PipelineArn::parse));
    }
}
