package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.registry.Group;
import java.util.List;

/**
 * What seeding the registry from a configuration did.
 *
 * @param group the group that accounts were given where they had none of the configuration's
 * @param failures what kept it from being finished; none: every account was dealt with
 */
public record SeedReport(
        DistributionConfigurationArn configuration,
        SyncRequest.Mode mode,
        Group group,
        List<SeededAccount> accounts,
        List<String> failures) {
    public SeedReport {
        requireNonNull(configuration, "configuration");
        requireNonNull(mode, "mode");
        requireNonNull(group, "group");
        accounts = List.copyOf(accounts);
        failures = List.copyOf(failures);
    }
}
