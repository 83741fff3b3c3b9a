package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.FollowChannel;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.Promotion;
import imagefanout.model.channels.PromotionRefusedException;
import imagefanout.model.channels.PromotionRuleRow;
import imagefanout.model.channels.PromotionRules;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Points channels at builds, deletes channels, and shows them with their histories. */
record ChannelAnswers(
        Channels channels, PromotionRules rules, ImageCatalog catalog, LineageAnswers lineages, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelAnswers.class);
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;
    private static final Set<String> MEMBERS = Set.of("imageArn", "reason", "force");
    private static final String NO_REASON = "No reason was given.";

    /**
     * A channel that points at a build.
     *
     * @param image null if the build is no longer recorded, or another build has its ARN
     */
    record ChannelView(
            PipelineArn pipelineArn,
            ChannelName channel,
            ImageBuildArn imageArn,
            ChangeView promotion,
            List<FallBack> fallBacks,
            Optional<BuildView> image) {}

    /** An earlier promotion, which answers where the newer ones cannot. */
    record FallBack(ImageBuildArn imageArn, Instant createdAt, Instant promotedAt) {
        private static FallBack of(Promotion promotion) {
            return new FallBack(promotion.build(), promotion.createdAt(), promotion.at());
        }
    }

    /** {@code imageArn} is null when the change deleted the channel. */
    record ChangeView(
            long number,
            Instant at,
            String by,
            boolean byRule,
            String reason,
            Optional<ImageBuildArn> imageArn,
            boolean forced,
            List<ImageBuildArn> removedImageArns,
            SortedMap<String, String> facts) {
        private static ChangeView of(ChannelChange change) {
            return new ChangeView(
                    change.number(),
                    change.at(),
                    change.by(),
                    change.isByRule(),
                    change.reason(),
                    change.build(),
                    change.forced(),
                    change.removed(),
                    change.facts());
        }
    }

    record PipelineChannels(
            PipelineArn pipelineArn, @JsonUnwrapped PageView<ChannelView> page) {}

    record ChannelHistory(
            PipelineArn pipelineArn,
            ChannelName channel,
            @JsonUnwrapped PageView<ChangeView> page) {}

    record DeletedChannel(PipelineArn pipelineArn, ChannelName channel, ChangeView deletion) {}

    PipelineChannels list(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<ChannelName> after = request.cursor(parts -> new ChannelName(parts[0]));
        PipelineArn pipeline = pipeline(request);
        List<Channel> found = channels.channels(pipeline).stream()
                .filter(channel -> !channel.isDeleted())
                .filter(channel -> after.isEmpty() || channel.name().compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        List<Channel> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> nextCursor = found.size() > limit
                ? Optional.of(request.cursorTo(page.get(limit - 1).name()))
                : Optional.empty();
        List<ChannelView> items = views(page);
        return new PipelineChannels(
                pipeline,
                new PageView<>(
                        items,
                        limit,
                        nextCursor,
                        PageView.oldest(items.stream().flatMap(item -> item.image().stream()), BuildView::recordedAt)));
    }

    ChannelView show(ApiRequest request) {
        return views(List.of(find(pipeline(request), name(request), Optional.empty())))
                .get(0);
    }

    ChannelView promote(ApiRequest request) {
        String caller = caller(request);
        JsonNode body = request.body();
        body.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw ProblemException.invalid(
                        "body", "The body must be {\"imageArn\": \"…\", \"reason\": \"…\", \"force\": false}.");
            }
        });
        ImageBuildArn arn = text(body, "imageArn", ImageBuildArn::parse);
        JsonNode force = body.path("force");
        if (!force.isMissingNode() && !force.isBoolean()) {
            throw ProblemException.invalid("force", "Invalid force: expected true or false.");
        }
        ChannelAction action = text(
                body, "reason", reason -> new ChannelAction(clock.instant(), caller, reason, force.asBoolean(false)));
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        RecordedBuild build = catalog.build(arn).orElseThrow(() -> ImageAnswers.missing(catalog, arn));
        try {
            Channel channel = change(request).promote(pipeline, name, build, action);
            LOG.info(
                    isDryRun(request) ? "promotion tried in a dry run" : "build promoted",
                    entry("image", arn.toString()),
                    entry("channel", name.value()),
                    entry("caller", caller));
            return views(List.of(channel)).get(0);
        } catch (PromotionRefusedException e) {
            throw ProblemException.of(ProblemException.Type.PROMOTION_REFUSED, e.getMessage())
                    .with("reasons", Optional.of(e.reasons()));
        }
    }

    DeletedChannel delete(ApiRequest request) {
        String caller = caller(request);
        ChannelAction action = ApiRequest.parsed(
                "reason",
                request.query("reason", Function.identity()).orElse(NO_REASON),
                reason -> new ChannelAction(clock.instant(), caller, reason, false));
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        Channel channel = change(request)
                .delete(pipeline, name, action)
                .orElseThrow(() -> noChannel(pipeline, name, Optional.empty()));
        LOG.info(
                isDryRun(request) ? "deletion tried in a dry run" : "channel deleted",
                entry("pipeline", pipeline.toString()),
                entry("channel", name.value()),
                entry("caller", caller));
        return new DeletedChannel(pipeline, name, ChangeView.of(channel.last()));
    }

    /** Also of a deleted channel. */
    ChannelHistory history(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<ChannelChange.Position> before =
                request.cursor(parts -> new ChannelChange.Position(Instant.parse(parts[0]), Long.parseLong(parts[1])));
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        ResultPage<ChannelChange, ChannelChange.Position> page = channels.history(pipeline, name, before, limit);
        if (page.items().isEmpty() && before.isEmpty()) {
            throw noChannel(pipeline, name, Optional.empty());
        }
        return new ChannelHistory(
                pipeline,
                name,
                new PageView<>(
                        page.items().stream().map(ChangeView::of).toList(),
                        limit,
                        page.next().map(last -> request.cursorTo(last.at(), last.number())),
                        PageView.oldest(page.items().stream(), ChannelChange::at)));
    }

    private PromoteBuild change(ApiRequest request) {
        return isDryRun(request) ? PromoteBuild.dryRun(channels) : new PromoteBuild(channels);
    }

    private static boolean isDryRun(ApiRequest request) {
        return request.flag("dryRun").orElse(false);
    }

    /** Also of a channel that does not exist yet. Asking never promotes anything, so every request is a dry run. */
    PromotionRun.RuleView rule(ApiRequest request) {
        if (!request.flag("dryRun").orElse(true)) {
            throw ProblemException.invalid(
                    "dryRun", "Invalid dryRun: GET never promotes anything. Expected true, or no dryRun.");
        }
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        PromotionRuleRow row = rules.rule(pipeline, name)
                .orElseThrow(() -> ProblemException.notFound("No promotion rule is declared for "
                        + PromotionRuleRow.key(pipeline, name) + ". Rules are rows of the table PromotionRulesTable."));
        return row instanceof PromotionRuleRow.Good good
                ? PromotionRun.RuleView.of(new FollowChannel(channels, catalog, clock).outlook(good.rule()))
                : PromotionRun.RuleView.of((PromotionRuleRow.Bad) row);
    }

    /** The channel that the request's parameter {@code channel} names; empty without it, and for {@code latest}. */
    static Optional<ChannelName> chosen(ApiRequest request) {
        return request.query(
                        "channel",
                        text -> text.equals(ChannelName.LATEST)
                                ? Optional.<ChannelName>empty()
                                : Optional.of(new ChannelName(text)))
                .flatMap(Function.identity());
    }

    /**
     * The channel, now or as of a time.
     *
     * @throws ProblemException when there is none
     */
    Channel find(PipelineArn pipeline, ChannelName name, Optional<Instant> at) {
        return at.map(instant -> channels.asOf(pipeline, name, instant))
                .orElseGet(() -> channels.channel(pipeline, name))
                .filter(channel -> !channel.isDeleted())
                .orElseThrow(() -> noChannel(pipeline, name, at));
    }

    private static ProblemException noChannel(PipelineArn pipeline, ChannelName name, Optional<Instant> at) {
        return ProblemException.notFound("The pipeline " + pipeline.name()
                + at.map(instant -> " had no channel " + name + " at " + instant + ".")
                        .orElse(" has no channel " + name + ".")
                + " GET /v1/pipelines/" + pipeline.name() + "/channels lists its channels.");
    }

    private List<ChannelView> views(List<Channel> page) {
        Map<ImageBuildArn, RecordedBuild> builds = catalog
                .builds(page.stream()
                        .flatMap(channel -> channel.current().stream())
                        .map(Promotion::build)
                        .collect(Collectors.toUnmodifiableSet()))
                .stream()
                .collect(Collectors.toMap(build -> build.build().arn(), Function.identity()));
        return page.stream()
                .map(channel -> view(channel, channel.current().orElseThrow(), builds))
                .toList();
    }

    private static ChannelView view(Channel channel, Promotion current, Map<ImageBuildArn, RecordedBuild> builds) {
        return new ChannelView(
                channel.pipeline(),
                channel.name(),
                current.build(),
                ChangeView.of(channel.last()),
                channel.promotions().stream().skip(1).map(FallBack::of).toList(),
                Optional.ofNullable(builds.get(current.build()))
                        .filter(recorded -> current.isOf(recorded.build()))
                        .map(BuildView::of));
    }

    private static String caller(ApiRequest request) {
        return request.caller()
                .orElseThrow(() -> ProblemException.of(
                        ProblemException.Type.CALLER_UNKNOWN,
                        "A channel's history records who changed it, and this request has no authenticated caller."
                                + " Send it through the API's IAM or JWT authorizer."));
    }

    private PipelineArn pipeline(ApiRequest request) {
        return (PipelineArn) lineages.find(request).arn();
    }

    private static ChannelName name(ApiRequest request) {
        return request.path("channel", ChannelName::new);
    }

    private static <T> T text(JsonNode body, String member, Function<String, T> parse) {
        JsonNode value = body.path(member);
        if (!value.isTextual()) {
            throw ProblemException.invalid(member, "Missing " + member + ": expected a text in the body.");
        }
        return ApiRequest.parsed(member, value.asText(), parse);
    }
}
