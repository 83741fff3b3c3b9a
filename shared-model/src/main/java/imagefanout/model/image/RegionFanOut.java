package imagefanout.model.image;

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
 * A build in one Region: the AMI of each account, and what was expected and did not come.
 *
 * @param amis the recorded AMI of each account, expected or not
 * @param gaps the accounts that should have a copy and have none; the reason where the service names that copy
 * @param unexpected the accounts in {@code amis} for which the embedded configuration asked no copy
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
        amis = Collections.unmodifiableSortedMap(new TreeMap<>(amis));
        gaps = Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
        unexpected = Collections.unmodifiableSortedSet(new TreeSet<>(unexpected));
        if (!Collections.disjoint(amis.keySet(), gaps.keySet())
                || !amis.keySet().containsAll(unexpected)) {
            throw new IllegalArgumentException("a copy in " + region + " is both there and missing");
        }
    }

    public Counts counts() {
        int recorded = amis.size() - unexpected.size();
        return new Counts(recorded + gaps.size(), recorded, unexpected.size());
    }

    /**
     * This, and what was recorded earlier and is no longer shown: an AMI that was once an output stays one, even when the
     * service stops listing it (a deleted image, say).
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

    /** An account without a copy or a gap here and now, but with a launch permission perhaps. */
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
