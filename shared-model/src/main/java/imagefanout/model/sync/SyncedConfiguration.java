package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.RegisteredAccount;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A managed configuration as the ledger holds it.
 *
 * @param regions each Region of the configuration that makes AMIs; none when the configuration could not be read
 */
public record SyncedConfiguration(SyncState state, SortedMap<Region, RegionDrift> regions) {
    public SyncedConfiguration {
        requireNonNull(state, "state");
        regions = Sorted.copyOf(regions);
    }

    /**
     * The Regions in which the next build that uses this configuration reaches the account: the registry wants it there, and
     * the configuration names it already, or is kept in sync and does not hold its addition.
     */
    public SortedSet<Region> nextRegions(RegisteredAccount account) {
        boolean isKept = state.status() == SyncStatus.IN_SYNC || state.status() == SyncStatus.HELD;
        return regions.values().stream()
                .filter(drift -> account.isWanted(state.groups(), drift.region()))
                .filter(drift -> drift.configured().contains(account.id())
                        || isKept && !drift.missing().contains(account.id()))
                .map(RegionDrift::region)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SyncedConfiguration of(
            DistributionConfigurationArn arn,
            ConfigurationReport report,
            SortedMap<Region, RegionDrift> regions,
            SyncTrigger trigger,
            Instant at,
            Optional<ComparedWith> comparedWith) {
        Collection<RegionDrift> drift = regions.values();
        SyncState state = new SyncState(
                arn,
                report.name(),
                report.groups(),
                status(report.outcome()),
                report.reasons(),
                report.held().isEmpty() ? Optional.empty() : report.digest(),
                (int) drift.stream()
                        .flatMap(region -> region.configured().stream())
                        .distinct()
                        .count(),
                drift.stream().mapToInt(region -> region.missing().size()).sum(),
                drift.stream().mapToInt(region -> region.surplus().size()).sum(),
                trigger,
                at,
                comparedWith);
        return new SyncedConfiguration(state, regions);
    }

    private static SyncStatus status(SyncOutcome outcome) {
        return switch (outcome) {
            case IN_SYNC, APPLIED, CREATED -> SyncStatus.IN_SYNC;
            case HELD -> SyncStatus.HELD;
            case WAITING_FOR_SEED -> SyncStatus.WAITING_FOR_SEED;
            case SKIPPED -> SyncStatus.SKIPPED;
            // A plan that a run left unapplied was not applied.
            case FAILED, PLANNED -> SyncStatus.FAILED;
        };
    }
}
