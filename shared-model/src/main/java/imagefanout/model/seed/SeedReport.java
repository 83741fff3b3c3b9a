package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import imagefanout.model.sync.SyncRequest.Mode;
import java.util.List;
import java.util.Optional;

/**
 * What seeding did.
 *
 * @param group the group that was given to accounts; empty: none was
 * @param failures why it did not finish; none: every account was handled
 */
public record SeedReport(
        DistributionConfigurationArn configuration,
        Mode mode,
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

    /** Nothing was written. */
    static SeedReport refused(DistributionConfigurationArn configuration, Mode mode, String why) {
        return new SeedReport(configuration, mode, Optional.empty(), List.of(), List.of(why));
    }
}
