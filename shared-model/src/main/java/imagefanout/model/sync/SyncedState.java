package imagefanout.model.sync;

import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says of a configuration what the ledger keeps of it after a run. */
final class SyncedState {
    private SyncedState() {}

    /**
     * @param left how the configuration stands to the registry now; empty when that could not be seen
     * @param earlier what the ledger holds of it, kept where nothing newer was seen
     */
    static SyncedConfiguration of(
            DistributionConfigurationArn arn,
            ConfigurationReport report,
            Optional<SyncPlan> left,
            Optional<SyncedConfiguration> earlier,
            SyncTrigger trigger,
            Instant at) {
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        left.ifPresent(plan -> plan.regions().values().forEach(region -> regions.put(region.region(), drift(region))));
        if (left.isEmpty()) {
            earlier.ifPresent(known -> regions.putAll(known.regions()));
        }
        SyncState state = new SyncState(
                arn,
                report.name(),
                report.groups(),
                status(report.outcome()),
                report.reasons(),
                report.held().isEmpty() ? Optional.empty() : report.digest(),
                (int) regions.values().stream()
                        .flatMap(region -> region.configured().stream())
                        .distinct()
                        .count(),
                regions.values().stream()
                        .mapToInt(region -> region.missing().size())
                        .sum(),
                regions.values().stream()
                        .mapToInt(region -> region.surplus().size())
                        .sum(),
                trigger,
                at);
        return new SyncedConfiguration(state, regions);
    }

    private static RegionDrift drift(RegionPlan region) {
        return new RegionDrift(
                region.region(), region.before(), region.toAdd(), RegionPlan.without(region.before(), region.wanted()));
    }

    private static SyncStatus status(SyncOutcome outcome) {
        return switch (outcome) {
            case IN_SYNC, APPLIED, CREATED -> SyncStatus.IN_SYNC;
            case HELD -> SyncStatus.HELD;
            case SKIPPED -> SyncStatus.SKIPPED;
            // What is still only planned after a run that applies was not applied.
            case FAILED, PLANNED -> SyncStatus.FAILED;
        };
    }
}
