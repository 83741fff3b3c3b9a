package imagefanout.model.answers;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The AMIs that an account should use, by Region.
 *
 * @param skipped the builds with an AMI for the account that were read and are not offered, newest first
 * @param lookedBackTo the creation time of the oldest build that was read; empty when all were
 */
public record Latest(SortedMap<Region, LatestAmi> amis, List<RecordedBuild> skipped, Optional<Instant> lookedBackTo) {
    /** The AMI to use in a Region. */
    public record LatestAmi(Region region, AmiId ami, Access access, RecordedBuild recorded) {}

    public Latest {
        amis = Sorted.copyOf(amis);
        skipped = List.copyOf(skipped);
    }

    /** Whether there is none because every build that had one is DELETED or GONE. */
    public boolean deleted() {
        return amis.isEmpty()
                && !skipped.isEmpty()
                && skipped.stream().map(build -> build.build().state()).allMatch(ImageState::isDeletedOrGone);
    }

    /** Whether there is none, and {@link OfferPolicy#AVAILABLE_OR_GONE} would offer a build that is GONE. */
    public boolean gone() {
        return amis.isEmpty() && skipped.stream().anyMatch(OfferPolicy.AVAILABLE_OR_GONE::includes);
    }
}
