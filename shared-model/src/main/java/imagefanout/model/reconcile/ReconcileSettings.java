package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set about a reconcile.
 *
 * @param sourceRegions where to look for pipelines and images besides the Regions of those that are recorded
 * @param maxPerPage how many builds may be asked for at once, from 1 to 25
 * @param reserve the time that is kept back at the end of an invocation: for the build that is being recorded, and for
 *     writing down what is left
 * @param confirmAfter the pause between the two questions whether a build is gone
 * @param keepDeleted how long the copies of a deleted build are kept; empty: for ever
 */
public record ReconcileSettings(
        Set<Region> sourceRegions,
        int maxPerPage,
        Duration reserve,
        Duration confirmAfter,
        Optional<Duration> keepDeleted) {
    public ReconcileSettings {
        sourceRegions = Set.copyOf(sourceRegions);
        requireNonNull(reserve, "reserve");
        requireNonNull(confirmAfter, "confirmAfter");
        requireNonNull(keepDeleted, "keepDeleted");
    }
}
