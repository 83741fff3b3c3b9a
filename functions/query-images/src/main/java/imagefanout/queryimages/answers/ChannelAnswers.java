package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.ResultPage;
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
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Points channels at builds, deletes channels, and shows them with their histories. */
record ChannelAnswers(AnswerSources sources, Clock clock) {
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
            ChannelChangeView promotion,
            List<FallBack> fallBacks,
            Optional<BuildView> image) {}

    /** An earlier promotion, which answers where the newer ones cannot. */
    record FallBack(ImageBuildArn imageArn, Instant createdAt, Instant promotedAt) {
        private static FallBack of(Promotion promotion) {
            return new FallBack(promotion.build(), promotion.createdAt(), promotion.at());
        }
    }

    /** {@code imageArn} is null when the change deleted the channel. */
    record ChannelChangeView(
            long number,
            Instant at,
            String by,
            boolean byRule,
            String reason,
            Optional<ImageBuildArn> imageArn,
            boolean forced,
            List<ImageBuildArn> removedImageArns,
            SortedMap<String, String> facts) {
        private static ChannelChangeView of(ChannelChange change) {
            return new ChannelChangeView(
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
            @JsonUnwrapped PageView<ChannelChangeView> page) {}

    record DeletedChannel(PipelineArn pipelineArn, ChannelName channel, ChannelChangeView deletion) {}

    PipelineChannels list(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<ChannelName> after = request.cursor(parts -> new ChannelName(parts[0]));
        PipelineArn pipeline = pipeline(request);
        List<Channel> left = sources.channels().channels(pipeline).stream()
                .filter(channel -> !channel.isDeleted())
                .filter(channel -> after.isEmpty() || channel.name().compareTo(after.get()) > 0)
                .toList();
        ResultPage<Channel, ChannelName> page = ResultPage.first(left, limit, Channel::name);
        List<ChannelView> items = views(page.items());
        return new PipelineChannels(
                pipeline,
                new PageView<>(
                        items,
                        limit,
                        page.next().map(request::cursorTo),
                        PageView.oldest(items.stream().flatMap(item -> item.image().stream()), BuildView::recordedAt)));
    }

    ChannelView show(ApiRequest request) {
        return views(List.of(find(sources.channels(), pipeline(request), name(request), Optional.empty())))
                .get(0);
    }

    ChannelView promote(ApiRequest request) {
        String caller = caller(request);
        JsonNode body = body(request);
        ImageBuildArn arn = text(body, "imageArn", ImageBuildArn::parse);
        JsonNode force = body.path("force");
        if (!force.isMissingNode() && !force.isBoolean()) {
            throw ProblemException.invalid("force", "Invalid force: expected true or false.");
        }
        ChannelAction action = text(body, "reason", reason -> action(caller, reason, force.asBoolean(false)));
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        RecordedBuild build =
                sources.catalog().build(arn).orElseThrow(() -> ImageAnswers.missing(sources.catalog(), arn));
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
        ChannelAction action = request.query("reason", reason -> action(caller, reason, false))
                .orElseGet(() -> action(caller, NO_REASON, false));
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
        return new DeletedChannel(pipeline, name, ChannelChangeView.of(channel.last()));
    }

    /** Also of a deleted channel. */
    ChannelHistory history(ApiRequest request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<ChannelChange.Position> before =
                request.cursor(parts -> new ChannelChange.Position(Instant.parse(parts[0]), Long.parseLong(parts[1])));
        ChannelName name = name(request);
        PipelineArn pipeline = pipeline(request);
        ResultPage<ChannelChange, ChannelChange.Position> page =
                sources.channels().history(pipeline, name, before, limit);
        if (page.items().isEmpty() && before.isEmpty()) {
            throw noChannel(pipeline, name, Optional.empty());
        }
        return new ChannelHistory(
                pipeline,
                name,
                new PageView<>(
                        page.items().stream().map(ChannelChangeView::of).toList(),
                        limit,
                        page.next().map(last -> request.cursorTo(last.at(), last.number())),
                        PageView.oldest(page.items().stream(), ChannelChange::at)));
    }

    private ChannelAction action(String caller, String reason, boolean force) {
        return new ChannelAction(clock.instant(), caller, reason, force);
    }

    private PromoteBuild change(ApiRequest request) {
        return isDryRun(request) ? PromoteBuild.dryRun(sources.channels()) : new PromoteBuild(sources.channels());
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
        PromotionRuleRow row = sources.rules()
                .rule(pipeline, name)
                .orElseThrow(() -> ProblemException.notFound("No promotion rule is declared for "
                        + PromotionRuleRow.key(pipeline, name) + ". Rules are rows of the table PromotionRulesTable."));
        FollowChannel follow = new FollowChannel(sources.channels(), sources.catalog(), clock);
        return row instanceof PromotionRuleRow.Good good
                ? PromotionRun.RuleView.of(follow.outlook(good.rule()))
                : PromotionRun.RuleView.of((PromotionRuleRow.Bad) row);
    }

    /** The channel that the request's parameter {@code channel} names; empty without it, and for {@code latest}. */
    static Optional<ChannelName> chosen(ApiRequest request) {
        return request.query("channel", text -> Optional.of(text)
                        .filter(name -> !name.equals(ChannelName.LATEST))
                        .map(ChannelName::new))
                .flatMap(Function.identity());
    }

    /**
     * The channel, now or as of a time.
     *
     * @throws ProblemException when there is none
     */
    static Channel find(Channels channels, PipelineArn pipeline, ChannelName name, Optional<Instant> at) {
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
        List<RecordedBuild> builds = sources.catalog()
                .builds(page.stream()
                        .flatMap(channel -> channel.current().stream())
                        .map(Promotion::build)
                        .collect(Collectors.toSet()));
        return page.stream()
                .map(channel -> view(channel, channel.current().orElseThrow(), builds))
                .toList();
    }

    private static ChannelView view(Channel channel, Promotion current, List<RecordedBuild> builds) {
        return new ChannelView(
                channel.pipeline(),
                channel.name(),
                current.build(),
                ChannelChangeView.of(channel.last()),
                channel.promotions().stream().skip(1).map(FallBack::of).toList(),
                builds.stream()
                        .filter(recorded -> current.isOf(recorded.build()))
                        .findFirst()
                        .map(BuildView::of));
    }

    private static String caller(ApiRequest request) {
        return request.caller("A channel's history records who changed it");
    }

    private PipelineArn pipeline(ApiRequest request) {
        return (PipelineArn) new LineageAnswers(sources).find(request).arn();
    }

    private static ChannelName name(ApiRequest request) {
        return request.path("channel", ChannelName::new);
    }

    private static JsonNode body(ApiRequest request) {
        JsonNode body = request.body();
        body.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw ProblemException.invalid(
                        "body", "The body must be {\"imageArn\": \"…\", \"reason\": \"…\", \"force\": false}.");
            }
        });
        return body;
    }

    private static <T> T text(JsonNode body, String member, Function<String, T> parse) {
        JsonNode value = body.path(member);
        if (!value.isTextual()) {
            throw ProblemException.invalid(member, "Missing " + member + ": expected a text in the body.");
        }
        return ApiRequest.parsed(member, value.asText(), parse);
    }
}
