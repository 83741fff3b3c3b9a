package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

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

    static SyncedConfiguration of(
            DistributionConfigurationArn arn,
            ConfigurationReport report,
            SortedMap<Region, RegionDrift> regions,
            SyncTrigger trigger,
            Instant at) {
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
                at);
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
