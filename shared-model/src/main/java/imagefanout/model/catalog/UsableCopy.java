package imagefanout.model.catalog;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.RegionFanOut;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one audience may launch of one build.
 *
 * @param owned the audience's own copies, by Region; only an account has any
 * @param shared the owner's AMIs that a launch permission lets exactly this audience launch, by Region
 */
public record UsableCopy(RecordedBuild recorded, SortedMap<Region, AmiId> owned, SortedMap<Region, AmiId> shared) {
    public UsableCopy {
        owned = Sorted.copyOf(owned);
        shared = Sorted.copyOf(shared);
    }

    /** What the audience may launch of the build; empty when that is nothing. */
    public static Optional<UsableCopy> of(Audience audience, RecordedImage image) {
        SortedMap<Region, AmiId> owned = new TreeMap<>();
        SortedMap<Region, AmiId> shared = new TreeMap<>();
        AccountId owner = image.recorded().build().arn().account();
        for (RegionFanOut region : image.fanOut().regions().values()) {
            if (audience instanceof Audience.Account account) {
                region.offered(account.id()).ifPresent(ami -> owned.put(region.region(), ami));
            }
            if (region.sharedBy(owner).audiences().contains(audience)) {
                shared.put(region.region(), region.amis().get(owner));
            }
        }
        return owned.isEmpty() && shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new UsableCopy(image.recorded(), owned, shared));
    }
}
