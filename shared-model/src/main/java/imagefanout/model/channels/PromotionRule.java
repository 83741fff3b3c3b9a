package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.PipelineArn;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A channel follows another: a build that has been there for some days is promoted.
 *
 * @param days days of the calendar in {@code zone}: a build is due at the same time of day, whatever the clock does meanwhile
 * @param window when the rule may promote; empty: at any time
 */
public record PromotionRule(
        Target target, ChannelName follows, int days, ZoneId zone, Optional<PromotionWindow> window) {
    public static final int MAX_DAYS = 365;

    /** The channel that follows. */
    public record Target(PipelineArn pipeline, ChannelName channel) {
        public Target {
            requireNonNull(pipeline, "pipeline");
            requireNonNull(channel, "channel");
        }

        @Override
        public String toString() {
            return PromotionRuleRow.key(pipeline, channel);
        }
    }

    public PromotionRule {
        requireNonNull(zone, "zone");
        requireNonNull(window, "window");
        if (follows.equals(target.channel())) {
            throw new MalformedException("another channel to follow", follows.value());
        }
        if (days < 0 || days > MAX_DAYS) {
            throw new MalformedException("0 to " + MAX_DAYS + " days", Integer.toString(days));
        }
    }

    /** When a build is due that is counted from then. */
    Instant dueAt(Instant from) {
        return from.atZone(zone).plusDays(days).toInstant();
    }

    /** When the rule may promote: the time itself, or when the window opens next. */
    Instant nextWindow(Instant at) {
        return window.map(open -> open.next(at)).orElse(at);
    }

    @Override
    public String toString() {
        return "rule: " + target.channel() + " follows " + follows + " after " + days + " days";
    }
}
