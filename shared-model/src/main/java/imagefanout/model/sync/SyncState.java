package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a managed configuration stood to the registry when it was last looked at.
 *
 * @param groups none when the configuration's tag cannot be read
 * @param reasons why it is held, left alone or failed; none when in sync
 * @param approvalDigest the digest that approves the removals that are held; empty when none are
 * @param accounts how many different accounts the configuration names
 * @param missing how many copies, an account in a Region each, the registry wants and the configuration does not name
 * @param surplus how many copies the configuration names and the registry does not want
 */
public record SyncState(
        DistributionConfigurationArn configuration,
        String name,
        SortedSet<Group> groups,
        SyncStatus status,
        List<String> reasons,
        Optional<Digest> approvalDigest,
        int accounts,
        int missing,
        int surplus,
        SyncTrigger trigger,
        Instant checkedAt) {
    public SyncState {
        requireNonNull(configuration, "configuration");
        requireNonNull(name, "name");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        requireNonNull(status, "status");
        reasons = List.copyOf(reasons);
        requireNonNull(approvalDigest, "approvalDigest");
        requireNonNull(trigger, "trigger");
        requireNonNull(checkedAt, "checkedAt");
    }
}
