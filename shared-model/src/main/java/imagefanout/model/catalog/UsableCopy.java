package imagefanout.model.catalog;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one audience may launch of one build.
 *
 * @param owned the audience's own copies, by Region; only an account has any
 * @param shared the owner's AMIs that a launch permission opens to exactly this audience, by Region
 */
public record UsableCopy(RecordedBuild recorded, SortedMap<Region, AmiId> owned, SortedMap<Region, AmiId> shared) {
    public UsableCopy {
        owned = Collections.unmodifiableSortedMap(new TreeMap<>(owned));
        shared = Collections.unmodifiableSortedMap(new TreeMap<>(shared));
    }
}
