package imagefanout.model.image;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Region;
import java.util.Collections;
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
 * @param withheld the AMIs that nobody is offered: some are recorded, others are the reason of a gap
 * @param sharingFailure why the owner's AMI is not shared, although there is a launch permission
 * @param settings the Region's embedded settings; empty when the configuration does not name the Region
 */
public record RegionFanOut(
        Region region,
        SortedMap<AccountId, AmiId> amis,
        SortedMap<AccountId, Optional<String>> gaps,
        SortedSet<AccountId> unexpected,
        SortedMap<AmiId, WithheldAmi> withheld,
        LaunchPermission launchPermission,
        Optional<String> sharingFailure,
        Optional<Settings> settings) {

    public RegionFanOut {
        amis = Sorted.copyOf(amis);
        gaps = Sorted.copyOf(gaps);
        unexpected = Sorted.copyOf(unexpected);
        withheld = Sorted.copyOf(withheld);
        requireNonNull(sharingFailure, "sharingFailure");
        if (!Collections.disjoint(amis.keySet(), gaps.keySet())
                || !amis.keySet().containsAll(unexpected)) {
            throw new IllegalArgumentException(
                    "copies in " + region + " contradict: recorded and missing, or unexpected and not recorded");
        }
    }

    /** The account's own AMI, if it is offered. */
    public Optional<AmiId> offered(AccountId account) {
        return Optional.ofNullable(amis.get(account)).filter(ami -> !withheld.containsKey(ami));
    }

    /** Who may launch the owner's AMI; {@link LaunchPermission#NONE} when it is not offered or the sharing failed. */
    public LaunchPermission sharedBy(AccountId owner) {
        return offered(owner).isPresent() && sharingFailure.isEmpty() ? launchPermission : LaunchPermission.NONE;
    }

    public Counts counts() {
        int recorded = amis.size() - unexpected.size();
        return new Counts(recorded + gaps.size(), recorded, unexpected.size());
    }

    /** This Region with the AMIs that were recorded earlier and are no longer listed, as for a deleted image. */
    RegionFanOut keeping(RegionFanOut earlier) {
        SortedMap<AccountId, AmiId> allAmis = new TreeMap<>(earlier.amis);
        // What is listed as failed, or as one of several, is not kept.
        allAmis.values().removeAll(withheld.keySet());
        // What is listed for another account now was recorded for the wrong one.
        allAmis.values().removeAll(amis.values());
        SortedMap<AmiId, WithheldAmi> allWithheld = new TreeMap<>(earlier.withheld);
        allWithheld.keySet().removeAll(amis.values());
        allWithheld.putAll(withheld);
        allAmis.putAll(amis);
        SortedMap<AccountId, Optional<String>> openGaps = new TreeMap<>(gaps);
        openGaps.keySet().removeAll(allAmis.keySet());
        SortedSet<AccountId> allUnexpected = new TreeSet<>(unexpected);
        for (AccountId kept : Sorted.without(earlier.amis.keySet(), openGaps.keySet())) {
            boolean expected = gaps.containsKey(kept) || amis.containsKey(kept) && !unexpected.contains(kept);
            if (!expected && allAmis.containsKey(kept)) {
                allUnexpected.add(kept);
            }
        }
        return new RegionFanOut(
                region, allAmis, openGaps, allUnexpected, allWithheld, launchPermission, sharingFailure, settings);
    }

    /** A Region with no copies, gaps, launch permission or settings. */
    static RegionFanOut empty(Region region) {
        return new RegionFanOut(
                region,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                LaunchPermission.NONE,
                Optional.empty(),
                Optional.empty());
    }
}
