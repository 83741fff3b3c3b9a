package imagefanout.model.channels;

import imagefanout.model.identity.ImageBuildArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rule does next, if nothing changes until then.
 *
 * @param next the build that is promoted next
 * @param at when; now or earlier than the next run when {@link Status#DUE}
 * @param waitsFor sentences; empty when {@link Status#DUE}
 * @param candidates the builds of the followed channel that are newer than the current one, newest first
 */
public record RuleOutlook(
        PromotionRule rule,
        Status status,
        Optional<ImageBuildArn> next,
        Optional<Instant> at,
        List<String> waitsFor,
        List<Candidate> candidates) {
    /** What the next run does. */
    public enum Status {
        /** It promotes the build. */
        DUE,
        /** The build waits for its days or for the window. */
        WAITING,
        /** There is no build to promote. */
        IDLE,
        /** A person deleted the channel, so the rule does nothing until a person creates it again. */
        STOPPED
    }

    /**
     * A build of the followed channel.
     *
     * @param countedFrom when it was promoted there or, if that is later and it can be promoted, when its last hold was released
     * @param dueAt when its days are over; empty when it cannot be promoted
     * @param obstacles why it cannot be promoted; empty when it can
     */
    public record Candidate(ImageBuildArn build, Instant countedFrom, Optional<Instant> dueAt, List<String> obstacles) {
        public Candidate {
            obstacles = List.copyOf(obstacles);
        }
    }

    public RuleOutlook {
        waitsFor = List.copyOf(waitsFor);
        candidates = List.copyOf(candidates);
    }
}
