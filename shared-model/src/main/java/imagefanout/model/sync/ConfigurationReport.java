package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run planned for one configuration, what the guards held back, and what was applied.
 *
 * @param configuration empty for a declared one that does not exist
 * @param groups none when the tag cannot be read
 * @param planned the Regions in which registry and configuration differed
 * @param held the accounts whose removal is held
 * @param reasons why anything was held, left alone or failed
 * @param digest of the plan; when removals are held, of what is left of it: giving it back approves them
 * @param approved whether the digest that a person gave was this plan's
 * @param applied the Regions that were changed, read back and compared
 * @param failure what went wrong; empty unless it failed
 */
public record ConfigurationReport(
        Optional<DistributionConfigurationArn> configuration,
        String name,
        SortedSet<Group> groups,
        SyncOutcome outcome,
        SortedMap<Region, RegionPlan> planned,
        SortedMap<Region, SortedSet<AccountId>> held,
        List<String> reasons,
        Optional<Digest> digest,
        boolean approved,
        SortedMap<Region, RegionChange> applied,
        Optional<RuntimeException> failure) {

    public ConfigurationReport {
        requireNonNull(configuration, "configuration");
        requireNonNull(name, "name");
        requireNonNull(outcome, "outcome");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        planned = Collections.unmodifiableSortedMap(new TreeMap<>(planned));
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        reasons = List.copyOf(reasons);
        requireNonNull(digest, "digest");
        applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
        requireNonNull(failure, "failure");
    }

    /** How many different accounts gained a Region at least. */
    public int accountsAdded() {
        return different(applied.values().stream().map(RegionChange::added).toList());
    }

    /** How many different accounts lost a Region at least. */
    public int accountsRemoved() {
        return different(applied.values().stream().map(RegionChange::removed).toList());
    }

    /** How many different accounts wait for an approval to be removed. */
    public int removalsHeld() {
        return different(held.values());
    }

    private static int different(Collection<SortedSet<AccountId>> accounts) {
        SortedSet<AccountId> all = new TreeSet<>();
        accounts.forEach(all::addAll);
        return all.size();
    }

    /** What was planned was applied; {@code left} is what a new look at the configuration shows. */
    ConfigurationReport applied(SortedMap<Region, RegionChange> changes, Assessment left, SyncRequest request) {
        ConfigurationReport now = left.report(request);
        return new ConfigurationReport(
                configuration,
                name,
                groups,
                now.outcome == SyncOutcome.IN_SYNC ? SyncOutcome.APPLIED : now.outcome,
                planned,
                now.held,
                now.reasons,
                approved ? digest : now.digest,
                approved,
                changes,
                Optional.empty());
    }

    ConfigurationReport created(DistributionConfigurationArn arn, SortedMap<Region, RegionChange> changes) {
        return new ConfigurationReport(
                Optional.of(arn),
                name,
                groups,
                SyncOutcome.CREATED,
                planned,
                held,
                List.of(),
                digest,
                approved,
                changes,
                Optional.empty());
    }

    /** It went wrong; what was planned is still worth knowing. */
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
                approved,
                applied,
                Optional.of(cause));
    }

    /** Nothing is known of the configuration but its name. */
    static ConfigurationReport untouched(
            Optional<DistributionConfigurationArn> arn, String name, SyncOutcome outcome, List<String> reasons) {
        return new ConfigurationReport(
                arn,
                name,
                Collections.emptySortedSet(),
                outcome,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                reasons,
                Optional.empty(),
                false,
                Collections.emptySortedMap(),
                Optional.empty());
    }
}
