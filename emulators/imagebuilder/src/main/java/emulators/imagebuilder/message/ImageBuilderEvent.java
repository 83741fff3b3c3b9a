package emulators.imagebuilder.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.wire.shape.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event that Image Builder sends to EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html">Amazon EventBridge
 *     integration in Image Builder</a>
 */
record ImageBuilderEvent(Arns arns, String detailType, String resource, ObjectNode detail) {

    /** The event for every state change of a build. */
    static ImageBuilderEvent stateChange(Arns arns, ImageStatus previous, Image image) {
        ObjectNode detail = Json.object();
        detail.putObject("previous-state").put("status", previous.name());
        detail.putObject("state").put("status", image.status().name());
        return new ImageBuilderEvent(arns, "EC2 Image Builder Image State Change", image.arn(), detail);
    }

    String text(String id, Instant time) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", "aws.imagebuilder")
                .put("account", arns.account())
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", arns.region());
        event.putArray("resources").add(resource);
        event.set("detail", detail);
        return Json.text(event);
    }
}
