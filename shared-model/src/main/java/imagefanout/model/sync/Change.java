package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.approval.Approval;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The audit record of one change to one configuration. It is written as {@link ChangeOutcome#STARTED} before Image Builder is
 * called, and again with the result: a run that dies in between leaves a trace.
 *
 * @param at when it began; of an approval that ended without a change, when it was given
 * @param token the client token that was sent; each change has its own
 * @param approval the approval of its plan; empty: it needed none
 * @param detail why it failed or was abandoned, or how a dead run's change was concluded
 */
public record Change(
        DistributionConfigurationArn configuration,
        Instant at,
        String token,
        SyncTrigger trigger,
        Digest plan,
        Optional<Approval> approval,
        ChangeOutcome outcome,
        Optional<String> detail,
        SortedMap<Region, RegionChange> regions) {
    public Change {
        requireNonNull(configuration, "configuration");
        requireNonNull(at, "at");
        requireNonNull(token, "token");
        requireNonNull(trigger, "trigger");
        requireNonNull(plan, "plan");
        requireNonNull(approval, "approval");
        requireNonNull(outcome, "outcome");
        requireNonNull(detail, "detail");
        regions = Sorted.copyOf(regions);
    }

    public Position position() {
        return new Position(at, token);
    }

    /** The change, whose run died before it wrote the result, with the one that the configuration shows. */
    Change concludedFrom(DistributionConfiguration now) {
        if (regions.values().stream().allMatch(region -> region.isDone(now))) {
            return ended(
                    ChangeOutcome.APPLIED, "its run died before it wrote the result; a later run found it applied");
        }
        if (regions.values().stream().allMatch(region -> region.isOpen(now))) {
            return ended(ChangeOutcome.ABANDONED, "its run died; a later run found that nothing had changed");
        }
        return ended(
                ChangeOutcome.FAILED,
                "unknown whether it was applied: its run died, and the configuration has changed since");
    }

    Change ended(ChangeOutcome result, String why) {
        return new Change(configuration, at, token, trigger, plan, approval, result, Optional.of(why), regions);
    }

    Change applied() {
        return new Change(
                configuration, at, token, trigger, plan, approval, ChangeOutcome.APPLIED, Optional.empty(), regions);
    }

    /** The order of a configuration's changes. */
    public record Position(Instant at, String token) {
        public Position {
            requireNonNull(at, "at");
            requireNonNull(token, "token");
        }
    }
}
