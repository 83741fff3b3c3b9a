package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The audit of one change to one configuration: written as {@link ChangeOutcome#STARTED} before the service is asked and again with
 * what came of it, so that a run that dies in between leaves a trace of what it was about to do.
 *
 * @param at when it was started
 * @param token the client token that was sent: one change, one token
 * @param plan the digest of the plan that was followed
 * @param detail what a failure was; empty otherwise
 * @param regions the Regions that differ
 */
public record Change(
        DistributionConfigurationArn configuration,
        Instant at,
        String token,
        SyncTrigger trigger,
        Digest plan,
        ChangeOutcome outcome,
        Optional<String> detail,
        SortedMap<Region, RegionChange> regions) {

    public Change {
        requireNonNull(configuration, "configuration");
        requireNonNull(at, "at");
        requireNonNull(token, "token");
        requireNonNull(trigger, "trigger");
        requireNonNull(plan, "plan");
        requireNonNull(outcome, "outcome");
        requireNonNull(detail, "detail");
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }

    public Position position() {
        return new Position(at, token);
    }

    /**
     * What came of a change whose run died before it could say so, told by the configuration as it is now; a change that ended
     * stays as it is.
     */
    Change concludedFrom(DistributionConfiguration now) {
        if (outcome != ChangeOutcome.STARTED) {
            return this;
        }
        if (regions.values().stream().allMatch(region -> holds(now, region.region(), region.after()))) {
            return ended(
                    ChangeOutcome.APPLIED,
                    Optional.of("its run ended before it could say so: a later one found it made"));
        }
        if (regions.values().stream().allMatch(region -> holds(now, region.region(), region.before()))) {
            return ended(
                    ChangeOutcome.ABANDONED,
                    Optional.of("its run ended before it was made: a later one found nothing changed"));
        }
        return ended(
                ChangeOutcome.FAILED,
                Optional.of("not known whether it was made: its run ended, and the configuration was changed since"));
    }

    private static boolean holds(DistributionConfiguration now, Region region, SortedSet<AccountId> accounts) {
        ConfiguredRegion configured = now.regions().get(region);
        return configured != null && configured.targets().equals(accounts);
    }

    Change ended(ChangeOutcome end, Optional<String> why) {
        return new Change(configuration, at, token, trigger, plan, end, why, regions);
    }

    /** A change's place among those of its configuration. */
    public record Position(Instant at, String token) {
        public Position {
            requireNonNull(at, "at");
            requireNonNull(token, "token");
        }
    }
}
