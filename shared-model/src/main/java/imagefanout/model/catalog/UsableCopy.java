package imagefanout.model.catalog;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.util.SortedMap;

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
}
