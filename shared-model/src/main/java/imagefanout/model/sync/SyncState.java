package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * How a managed configuration compared with the registry in the last run.
 *
 * @param groups none when the configuration's tag cannot be read
 * @param missing how many copies (an account in a Region) the registry wants and the configuration lacks
 * @param surplus how many copies the configuration has and the registry does not want
 * @param checkedAt when a run last compared it, or last found that nothing had changed
 * @param comparedWith present when it was in sync
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
        Instant checkedAt,
        Optional<ComparedWith> comparedWith) {
    public SyncState {
        requireNonNull(configuration, "configuration");
        requireNonNull(name, "name");
        groups = Sorted.copyOf(groups);
        requireNonNull(status, "status");
        reasons = List.copyOf(reasons);
        requireNonNull(approvalDigest, "approvalDigest");
        requireNonNull(trigger, "trigger");
        requireNonNull(checkedAt, "checkedAt");
        requireNonNull(comparedWith, "comparedWith");
    }

    /** The same state, found unchanged at {@code at} if that is later. */
    public SyncState checked(Instant at) {
        return new SyncState(
                configuration,
                name,
                groups,
                status,
                reasons,
                approvalDigest,
                accounts,
                missing,
                surplus,
                trigger,
                at.isAfter(checkedAt) ? at : checkedAt,
                comparedWith);
    }
}
