package imagefanout.model.retention;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import java.util.List;
import java.util.SortedMap;

/**
 * What retention would do with the builds of a lineage.
 *
 * @param builds how many are recorded
 * @param removed newest first
 * @param kept the builds that are old enough to be removed, and what needs them
 */
public record RemovalPlan(
        Lineage lineage, int builds, List<ImageBuildArn> removed, SortedMap<ImageBuildArn, Need> kept) {
    /** What a build is kept for. */
    public enum Need {
        /** It is being built, or its recording is not finished. */
        NOT_FINISHED,
        /** It is on hold. */
        HELD,
        /** A channel points at it or falls back to it, or did within the age. */
        CHANNEL,
        /**
         * An account may use it, and of the builds that are old enough it is among the newest five of that account, or the newest
         * two that are offered to it in a Region.
         */
        LATEST
    }

    public RemovalPlan {
        requireNonNull(lineage, "lineage");
        removed = List.copyOf(removed);
        kept = Sorted.copyOf(kept);
    }
}
