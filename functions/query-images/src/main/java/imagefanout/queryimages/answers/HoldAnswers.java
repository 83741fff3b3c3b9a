package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts builds on hold, so that they are no account's latest, and releases them. */
record HoldAnswers(ImageCatalog catalog, ImageAnswers images, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(HoldAnswers.class);

    BuildView hold(ApiRequest request) {
        String caller = request.caller()
                .orElseThrow(() -> ProblemException.of(
                        ProblemException.Type.CALLER_UNKNOWN,
                        "A hold records who set it, and this request has no authenticated caller."
                                + " Send it through the API's IAM or JWT authorizer."));
        Hold hold = hold(request.body(), caller);
        ImageBuildArn arn = images.find(request).build().arn();
        return changed(arn, catalog.hold(arn, hold), "build held", caller);
    }

    /** Only the log shows who released the hold: the catalog does not keep it. */
    BuildView release(ApiRequest request) {
        ImageBuildArn arn = images.find(request).build().arn();
        return changed(
                arn,
                catalog.release(arn, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                "build released",
                request.caller().orElse("unknown"));
    }

    private BuildView changed(ImageBuildArn arn, boolean exists, String event, String caller) {
        if (!exists) {
            throw ImageAnswers.missing(catalog, arn);
        }
        LOG.info(event, entry("image", arn.toString()), entry("caller", caller));
        return BuildView.of(catalog.build(arn).orElseThrow());
    }

    private Hold hold(JsonNode body, String caller) {
        JsonNode reason = body.path("reason");
        if (!reason.isTextual() || body.size() != 1) {
            throw ProblemException.invalid("reason", "The body must be exactly {\"reason\": \"…\"}.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ApiRequest.parsed("reason", reason.asText(), text -> new Hold(text, caller, now));
    }
}
