package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.SyncRequest;
import java.util.List;
import java.util.Optional;

/**
 * What seeding the registry from a configuration did.
 *
 * @param group the group that accounts were given where they had none of the configuration's; empty: it did not come to that
 * @param failures what kept it from being finished; none: every account was dealt with
 */
public record SeedReport(
        DistributionConfigurationArn configuration,
        SyncRequest.Mode mode,
        Optional<Group> group,
        List<SeededAccount> accounts,
        List<String> failures) {
    public SeedReport {
        requireNonNull(configuration, "configuration");
        requireNonNull(mode, "mode");
        requireNonNull(group, "group");
        accounts = List.copyOf(accounts);
        failures = List.copyOf(failures);
    }

    /** Nothing was written, and {@code why} says why not. */
    static SeedReport refused(DistributionConfigurationArn configuration, SyncRequest.Mode mode, String why) {
        return new SeedReport(configuration, mode, Optional.empty(), List.of(), List.of(why));
    }
}
