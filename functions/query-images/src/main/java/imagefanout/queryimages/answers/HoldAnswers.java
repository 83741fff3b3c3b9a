package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.ResultPage;
import imagefanout.model.answers.CurrentOffer;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts builds on hold, so that they are no account's latest, releases them, and shows who did. */
record HoldAnswers(AnswerSources sources, FleetMetrics metrics, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(HoldAnswers.class);
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    record HoldHistory(
            ImageBuildArn imageArn, @JsonUnwrapped PageView<HeldPeriod> page) {}

    BuildView hold(ApiRequest request) {
        String caller = caller(request);
        Hold hold = hold(request.body(), caller);
        Build build = images().find(request).build();
        BuildView held = changed(build.arn(), sources.catalog().hold(build.arn(), hold), "build held", caller);
        countStepBack(build);
        return held;
    }

    /** Also when the hold is repeated: the process that set it may have died before it counted. */
    private void countStepBack(Build held) {
        CurrentOffer now = CurrentOffer.of(sources.catalog(), sources.offer(), held.lineage());
        // The list may not show the hold yet: then the build is the one that it offers.
        boolean wouldBeLatest = Stream.concat(now.held().stream(), now.offered().stream())
                .anyMatch(newer -> newer.build().arn().equals(held.arn()));
        if (wouldBeLatest) {
            LOG.info(
                    "latest steps back",
                    entry("image", held.arn().toString()),
                    entry(
                            "offered",
                            now.offered()
                                    .map(older -> older.build().arn())
                                    .filter(older -> !older.equals(held.arn()))
                                    .map(ImageBuildArn::toString)
                                    .orElse("none")));
            metrics.count(Map.of("LatestSteppedBack", 1));
        }
    }

    BuildView release(ApiRequest request) {
        String caller = caller(request);
        Release release = request.query("reason", reason -> new Release(reason, caller, now()))
                .orElseThrow(() -> ProblemException.invalid(
                        "reason", "Missing reason: expected …/hold?reason= with why the hold ends."));
        ImageBuildArn arn = images().find(request).build().arn();
        return changed(arn, sources.catalog().release(arn, release), "build released", caller);
    }

    /** Also of a deleted build. */
    HoldHistory history(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Long> before = request.cursor(parts -> Long.valueOf(parts[0]));
        ImageBuildArn arn = images().findEvenDeleted(request).build().arn();
        ResultPage<HeldPeriod, Long> page = sources.catalog().holds(arn, before, limit);
        return new HoldHistory(
                arn,
                new PageView<>(
                        page.items(),
                        limit,
                        page.next().map(request::cursorTo),
                        PageView.oldest(page.items().stream().map(HeldPeriod::hold), Hold::at)));
    }

    private BuildView changed(ImageBuildArn arn, boolean exists, String event, String caller) {
        if (!exists) {
            throw ImageAnswers.missing(sources.catalog(), arn);
        }
        LOG.info(event, entry("image", arn.toString()), entry("caller", caller));
        return BuildView.of(sources.catalog().build(arn).orElseThrow());
    }

    private Hold hold(JsonNode body, String caller) {
        JsonNode reason = body.path("reason");
        if (!reason.isTextual() || body.size() != 1) {
            throw ProblemException.invalid("reason", "The body must be exactly {\"reason\": \"…\"}.");
        }
        return ApiRequest.parsed("reason", reason.asText(), text -> new Hold(text, caller, now()));
    }

    private static String caller(ApiRequest request) {
        return request.caller("The history of a build's holds records who set and who released them");
    }

    private ImageAnswers images() {
        return new ImageAnswers(sources.catalog());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
