package imagefanout.model.image;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The copies of a build in one Region: the AMI of each account, and the gaps.
 *
 * @param gaps the accounts without an expected copy, and the reason if Image Builder gives one
 * @param unexpected the accounts in {@code amis} whose copy the embedded configuration does not ask for
 * @param settings the Region's embedded settings; empty when the configuration does not name the Region
 */
public record RegionFanOut(
        Region region,
        SortedMap<AccountId, AmiId> amis,
        SortedMap<AccountId, Optional<String>> gaps,
        SortedSet<AccountId> unexpected,
        LaunchPermission launchPermission,
        Optional<Settings> settings) {

    public RegionFanOut {
        amis = Sorted.copyOf(amis);
        gaps = Sorted.copyOf(gaps);
        unexpected = Sorted.copyOf(unexpected);
        if (!Collections.disjoint(amis.keySet(), gaps.keySet())
                || !amis.keySet().containsAll(unexpected)) {
            throw new IllegalArgumentException(
                    "copies in " + region + " contradict: recorded and missing, or unexpected and not recorded");
        }
    }

    public Counts counts() {
        int recorded = amis.size() - unexpected.size();
        return new Counts(recorded + gaps.size(), recorded, unexpected.size());
    }

    /**
     * This Region with the AMIs that were recorded earlier and are no longer listed, as for a deleted image.
     */
    RegionFanOut keeping(RegionFanOut earlier) {
        SortedMap<AccountId, AmiId> allAmis = new TreeMap<>(earlier.amis);
        allAmis.putAll(amis);
        SortedMap<AccountId, Optional<String>> openGaps = new TreeMap<>(gaps);
        openGaps.keySet().removeAll(allAmis.keySet());
        SortedSet<AccountId> allUnexpected = new TreeSet<>(unexpected);
        for (Map.Entry<AccountId, AmiId> kept : earlier.amis.entrySet()) {
            boolean expected = gaps.containsKey(kept.getKey())
                    || amis.containsKey(kept.getKey()) && !unexpected.contains(kept.getKey());
            if (!expected) {
                allUnexpected.add(kept.getKey());
            }
        }
        return new RegionFanOut(region, allAmis, openGaps, allUnexpected, launchPermission, settings);
    }

    /** A Region with no copies, gaps, launch permission or settings. */
    static RegionFanOut empty(Region region) {
        return new RegionFanOut(
                region,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                LaunchPermission.NONE,
                Optional.empty());
    }
}
