package emulators.imagebuilder.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.wire.shape.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The EventBridge event for every state change of a build.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html">Amazon EventBridge
 *     integration in Image Builder</a>
 */
record StateChangeEvent(Arns arns, ImageStatus previous, Image image) {

    String text(String id, Instant time) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "EC2 Image Builder Image State Change")
                .put("source", "aws.imagebuilder")
                .put("account", arns.account())
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", arns.region());
        event.putArray("resources").add(image.arn());
        ObjectNode detail = event.putObject("detail");
        detail.putObject("previous-state").put("status", previous.name());
        detail.putObject("state").put("status", image.status().name());
        return Json.text(event);
    }
}
