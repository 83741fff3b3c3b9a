package imagefanout.model.channels;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.registry.RowReader;
import imagefanout.model.registry.WrittenValue;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A row of the promotion rules: a rule, or a row that cannot be read as one. */
public sealed interface PromotionRuleRow {
    /** The key: {@code <pipeline ARN>/<channel>}. */
    String CHANNEL = "channel";

    String FOLLOWS = "follows";
    String DAYS = "days";
    String START = "start";
    String HOURS = "hours";
    String ZONE = "zone";

    /** A rule that cannot be read; nothing is promoted by it. */
    record Bad(String channel, List<String> problems) implements PromotionRuleRow {
        public Bad {
            problems = List.copyOf(problems);
        }

        @Override
        public String toString() {
            return "promotion rule " + MalformedException.quoted(channel) + ": " + String.join("; ", problems);
        }
    }

    /** A rule. */
    record Good(PromotionRule rule) implements PromotionRuleRow {}

    /** The key of a channel's rule. */
    static String key(PipelineArn pipeline, ChannelName channel) {
        return pipeline + "/" + channel;
    }

    /** Parses a row as it was written, by attribute. An invalid row becomes a bad one, never an exception. */
    static PromotionRuleRow parse(Map<String, WrittenValue> written) {
        RowReader row = new RowReader(written);
        Optional<PromotionRule.Target> target = row.required(CHANNEL, PromotionRuleRow::target);
        Optional<ChannelName> follows = row.required(FOLLOWS, ChannelName::new);
        Optional<Integer> days = row.requiredNumber(DAYS, text -> whole(text, 0, PromotionRule.MAX_DAYS));
        Optional<LocalTime> start =
                row.optional(START, text -> parsed(text, LocalTime::parse, "a time of day such as 09:00"));
        Optional<Integer> hours = row.optionalNumber(HOURS, text -> whole(text, 1, 24));
        Optional<ZoneId> zone =
                row.optional(ZONE, text -> parsed(text, ZoneId::of, "a time zone such as Europe/Berlin"));
        if (written.containsKey(START) != written.containsKey(HOURS)) {
            row.problem(START + " and " + HOURS + " belong together: expected both or none");
        }
        if (row.problems().isEmpty()) {
            try {
                ZoneId in = zone.orElse(ZoneOffset.UTC);
                return new Good(new PromotionRule(
                        target.orElseThrow(),
                        follows.orElseThrow(),
                        days.orElseThrow(),
                        in,
                        start.map(from -> new PromotionWindow(from, hours.orElseThrow(), in))));
            } catch (MalformedException e) {
                row.problem(e.getMessage());
            }
        }
        return new Bad(row.title(CHANNEL), row.problems());
    }

    private static PromotionRule.Target target(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new MalformedException("the ARN of a pipeline, / and the name of a channel", text);
        }
        return new PromotionRule.Target(
                PipelineArn.parse(text.substring(0, slash)), new ChannelName(text.substring(slash + 1)));
    }

    private static int whole(String text, int min, int max) {
        int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (number < min || number > max) {
            throw new MalformedException("a whole number from " + min + " to " + max, text);
        }
        return number;
    }

    private static <T> T parsed(String text, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            throw (MalformedException) new MalformedException(expected, text).initCause(e);
        }
    }
}
