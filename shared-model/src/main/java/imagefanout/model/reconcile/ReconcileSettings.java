package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Region;
import imagefanout.model.retention.RetentionRule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the reconcile.
 *
 * @param sourceRegions where to look for pipelines and images, besides the Regions of recorded ones
 * @param maxPerPage how many builds to list in one request at most, from 1 to 25
 * @param reserve the time kept at the end of an invocation, to finish the current build and to write the journal
 * @param confirmAfter the pause between the two requests that prove that a build is deleted
 * @param keepDeleted how long the copies of a deleted build are kept; empty: forever
 * @param retention which builds are removed; empty: none
 */
public record ReconcileSettings(
        Set<Region> sourceRegions,
        int maxPerPage,
        Duration reserve,
        Duration confirmAfter,
        Optional<Duration> keepDeleted,
        Optional<RetentionRule> retention) {
    public ReconcileSettings {
        sourceRegions = Set.copyOf(sourceRegions);
        requireNonNull(reserve, "reserve");
        requireNonNull(confirmAfter, "confirmAfter");
        requireNonNull(keepDeleted, "keepDeleted");
        requireNonNull(retention, "retention");
    }
}
