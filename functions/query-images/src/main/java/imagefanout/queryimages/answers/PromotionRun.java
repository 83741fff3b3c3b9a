package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventFailedException;
import imagefanout.lambda.EventFields;
import imagefanout.lambda.EventJson;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.FollowChannel;
import imagefanout.model.channels.Promotion;
import imagefanout.model.channels.PromotionRule;
import imagefanout.model.channels.PromotionRuleRow;
import imagefanout.model.channels.PromotionWindow;
import imagefanout.model.channels.RuleOutlook;
import imagefanout.model.channels.RunPromotionRules;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.queryimages.http.ApiJson;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the promotion rules, on a schedule and on request: {@code {"promotionRules": true}}, with {@code "dryRun": true} without
 * promoting anything.
 */
public record PromotionRun(AnswerSources sources, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(PromotionRun.class);
    private static final String RULES = "promotionRules";
    private static final String DRY_RUN = "dryRun";

    /**
     * A rule, and what it does next.
     *
     * @param status as {@link RuleOutlook.Status}, or INVALID
     * @param window null when the rule may promote at any time
     */
    record RuleView(
            String channel,
            String status,
            Optional<ChannelName> follows,
            Optional<Integer> days,
            Optional<String> zone,
            Optional<String> window,
            Optional<ImageBuildArn> nextImageArn,
            Optional<Instant> nextAt,
            List<String> waitsFor,
            List<RuleOutlook.Candidate> candidates,
            List<String> problems) {
        static RuleView of(RuleOutlook outlook) {
            PromotionRule rule = outlook.rule();
            return new RuleView(
                    rule.target().toString(),
                    outlook.status().name(),
                    Optional.of(rule.follows()),
                    Optional.of(rule.days()),
                    Optional.of(rule.zone().toString()),
                    rule.window().map(PromotionWindow::toString),
                    outlook.next(),
                    outlook.at(),
                    outlook.waitsFor(),
                    outlook.candidates(),
                    List.of());
        }

        static RuleView of(PromotionRuleRow.Bad bad) {
            Optional<ChannelName> none = Optional.empty();
            return new RuleView(
                    bad.channel(),
                    "INVALID",
                    none,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    bad.problems());
        }
    }

    /** A channel that the run pointed at a build. */
    record Promoted(PipelineArn pipelineArn, ChannelName channel, ImageBuildArn imageArn) {
        private static Promoted of(Channel channel) {
            Promotion current = channel.current().orElseThrow();
            return new Promoted(channel.pipeline(), channel.name(), current.build());
        }
    }

    record RunAnswer(boolean dryRun, List<Promoted> promoted, List<RuleView> rules, List<String> problems) {
        /** Whether every rule could be read and applied. */
        @JsonProperty
        boolean complete() {
            return problems.isEmpty();
        }
    }

    /** Whether the event asks for a run, and is no request of the API. */
    public static boolean isIn(JsonNode event) {
        return event.has(RULES);
    }

    /**
     * Runs the rules.
     *
     * @return the answer as JSON
     * @throws imagefanout.model.MalformedException when the event is not one of the two
     * @throws EventFailedException when a rule could not be read or applied, and this is no dry run; all others were applied
     */
    public JsonNode run(JsonNode event) {
        EventFields fields = new EventFields(event, Set.of(RULES, DRY_RUN));
        fields.flag(RULES);
        boolean dryRun = fields.flag(DRY_RUN) || !fields.flag(RULES);
        RunPromotionRules rules =
                new RunPromotionRules(sources.rules(), new FollowChannel(sources.channels(), sources.catalog(), clock));
        RunPromotionRules.Report report = dryRun ? rules.dryRun() : rules.run();
        report.promoted().forEach(PromotionRun::log);
        if (!dryRun && !report.problems().isEmpty()) {
            throw new EventFailedException(report.problems(), List.of());
        }
        return EventJson.object(ApiJson.text(new RunAnswer(
                dryRun,
                report.promoted().stream().map(Promoted::of).toList(),
                report.outlooks().stream().map(RuleView::of).toList(),
                report.problems())));
    }

    private static void log(Channel channel) {
        LOG.info(
                "build promoted",
                entry("image", Promoted.of(channel).imageArn().toString()),
                entry("channel", channel.name().value()),
                entry("caller", channel.last().by()));
    }
}
