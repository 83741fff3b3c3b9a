package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In which accounts two states of the same Regions differ: an account of a set is in one of the states and not in the
 * other. A Region without a difference is left out.
 */
record DriftDifference(SortedMap<Region, RegionDrift> regions) {
    /** About 12 KB. A larger difference is written as a new state of all Regions. */
    static final int MAX_ACCOUNTS = 1_000;

    private static final String SETS = "sets";
    private static final String BETWEEN_SETS = "/";

    static DriftDifference between(SortedMap<Region, RegionDrift> one, SortedMap<Region, RegionDrift> other) {
        SortedMap<Region, RegionDrift> different = new TreeMap<>();
        one.forEach((region, drift) -> {
            RegionDrift difference = difference(region, drift, other.get(region));
            if (accounts(difference) > 0) {
                different.put(region, difference);
            }
        });
        return new DriftDifference(different);
    }

    private static RegionDrift difference(Region region, RegionDrift one, RegionDrift other) {
        return new RegionDrift(
                region,
                inOneOnly(one.configured(), other.configured()),
                inOneOnly(one.missing(), other.missing()),
                inOneOnly(one.surplus(), other.surplus()));
    }

    private static SortedSet<AccountId> inOneOnly(SortedSet<AccountId> one, SortedSet<AccountId> other) {
        return Sorted.union(Sorted.without(one, other), Sorted.without(other, one));
    }

    private static int accounts(RegionDrift difference) {
        return sets(difference).mapToInt(SortedSet::size).sum();
    }

    private static Stream<SortedSet<AccountId>> sets(RegionDrift drift) {
        return Stream.of(drift.configured(), drift.missing(), drift.surplus());
    }

    int accounts() {
        return regions.values().stream().mapToInt(DriftDifference::accounts).sum();
    }

    SortedMap<Region, RegionDrift> appliedTo(SortedMap<Region, RegionDrift> base) {
        SortedMap<Region, RegionDrift> applied = new TreeMap<>(base);
        regions.forEach((region, difference) -> applied.put(region, difference(region, base.get(region), difference)));
        return applied;
    }

    StoredItem item(StoredKey key) {
        Map<String, String> sets = new TreeMap<>();
        regions.forEach((region, difference) -> sets.put(
                region.value(),
                sets(difference).map(RegionAccountsItem::joined).collect(Collectors.joining(BETWEEN_SETS))));
        return StoredItem.at(key).pairs(SETS, sets);
    }

    static DriftDifference of(StoredItem item) {
        SortedMap<Region, RegionDrift> regions = new TreeMap<>();
        item.pairs(SETS).forEach((name, text) -> {
            Region region = new Region(name);
            String[] sets = text.split(BETWEEN_SETS, -1);
            regions.put(
                    region,
                    new RegionDrift(
                            region,
                            RegionAccountsItem.split(sets[0]),
                            RegionAccountsItem.split(sets[1]),
                            RegionAccountsItem.split(sets[2])));
        });
        return new DriftDifference(regions);
    }
}
