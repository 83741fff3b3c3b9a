package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionPlan;
import imagefanout.model.registry.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a run planned for one configuration, what the guards put on hold, and what was applied.
 *
 * @param configuration empty for a declared configuration that does not exist
 * @param groups none when the tag cannot be read
 * @param held the accounts that wait for approval
 * @param digest of the plan; if some of it is on hold, of the plan that is left: with this approval, a run applies it
 * @param approval of this plan
 * @param applied the Regions that were changed, read back and compared
 */
public record ConfigurationReport(
        Optional<DistributionConfigurationArn> configuration,
        String name,
        SortedSet<Group> groups,
        SyncOutcome outcome,
        SortedMap<Region, RegionPlan> planned,
        SortedMap<Region, HeldAccounts> held,
        List<String> reasons,
        Optional<Digest> digest,
        Optional<Approval> approval,
        SortedMap<Region, RegionChange> applied,
        Optional<RuntimeException> failure) {
    public ConfigurationReport {
        requireNonNull(configuration, "configuration");
        requireNonNull(name, "name");
        requireNonNull(outcome, "outcome");
        groups = Sorted.copyOf(groups);
        planned = Sorted.copyOf(planned);
        held = Sorted.copyOf(held);
        reasons = List.copyOf(reasons);
        requireNonNull(digest, "digest");
        requireNonNull(approval, "approval");
        applied = Sorted.copyOf(applied);
        requireNonNull(failure, "failure");
    }

    /** Nothing is known about the configuration except its name. */
    static ConfigurationReport withoutPlan(
            Optional<DistributionConfigurationArn> arn, String name, SyncOutcome outcome, List<String> reasons) {
        return new ConfigurationReport(
                arn,
                name,
                new TreeSet<>(),
                outcome,
                new TreeMap<>(),
                new TreeMap<>(),
                reasons,
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** The plan was applied; {@code left} is the assessment after it. */
    ConfigurationReport applied(SortedMap<Region, RegionChange> changes, Assessment left) {
        ConfigurationReport now = left.report();
        return new ConfigurationReport(
                configuration,
                name,
                groups,
                now.outcome == SyncOutcome.IN_SYNC ? SyncOutcome.APPLIED : now.outcome,
                planned,
                now.held,
                now.outcome == SyncOutcome.IN_SYNC ? reasons : now.reasons,
                approval.isPresent() ? digest : now.digest,
                approval,
                changes,
                Optional.empty());
    }

    /** It failed; the plan is still worth reporting. */
    ConfigurationReport failed(RuntimeException cause) {
        List<String> all = new ArrayList<>(reasons);
        all.add(String.valueOf(cause.getMessage()));
        return new ConfigurationReport(
                configuration,
                name,
                groups,
                SyncOutcome.FAILED,
                planned,
                held,
                all,
                digest,
                approval,
                applied,
                Optional.of(cause));
    }

    /** How many accounts were added to at least one Region. */
    public int accountsAdded() {
        return countDistinct(applied.values().stream().map(RegionChange::added));
    }

    /** How many accounts were removed from at least one Region. */
    public int accountsRemoved() {
        return countDistinct(applied.values().stream().map(RegionChange::removed));
    }

    /** How many accounts wait for approval to be removed. */
    public int removalsHeld() {
        return countDistinct(held.values().stream().map(HeldAccounts::removals));
    }

    /** How many accounts wait for approval to be added. */
    public int additionsHeld() {
        return countDistinct(held.values().stream().map(HeldAccounts::additions));
    }

    private static int countDistinct(Stream<SortedSet<AccountId>> accounts) {
        return (int) accounts.flatMap(SortedSet::stream).distinct().count();
    }
}
