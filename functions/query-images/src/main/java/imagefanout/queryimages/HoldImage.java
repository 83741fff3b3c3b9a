package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.MalformedException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.ImageBuildArn;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a build out of "latest" for everyone at once. */
final class HoldImage implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(HoldImage.class);

    private final ImageCatalog catalog;
    private final Images images;
    private final Clock clock;

    HoldImage(ImageCatalog catalog, Images images, Clock clock) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.images = requireNonNull(images, "images");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Answer answer(Call call) {
        String caller = call.caller()
                .orElseThrow(() -> Problem.of(
                        Problem.Type.CALLER_UNKNOWN,
                        "a hold is kept with who asked for it, and no authorizer says who asks"));
        Hold hold = hold(call.body(), caller);
        ImageBuildArn arn = images.find(call).build().arn();
        if (!catalog.hold(arn, hold)) {
            throw Images.unknown(arn.toString());
        }
        LOG.info("build held", entry("image", arn), entry("caller", caller));
        return new Answer.Data(Show.build(catalog.build(arn).orElseThrow()));
    }

    private Hold hold(JsonNode body, String caller) {
        JsonNode reason = body.path("reason");
        if (!reason.isTextual() || body.size() != 1) {
            throw Problem.parameter("reason", "not the only member of the body, or not a text");
        }
        try {
            return new Hold(reason.asText(), caller, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (MalformedException e) {
            throw Problem.parameter("reason", e.getMessage());
        }
    }
}
