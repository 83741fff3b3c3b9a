package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Batches.ItemWrite;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.RegionFanOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes, reads and deletes all rows of an edition. */
final class EditionRows {
    /** Maximum size of one row. The DynamoDB limit for an item is 400 KB. */
    static final int MAX_BYTES = 300_000;

    private final Batches batches;
    private final Optional<RememberedRows> remembered;

    EditionRows(TableAccess table) {
        this(table, Optional.empty());
    }

    /** @param remembered rows that need not be read again */
    EditionRows(TableAccess table, Optional<RememberedRows> remembered) {
        this.batches = table.batches();
        this.remembered = remembered;
    }

    static SortedMap<Region, List<RegionRow>> split(FanOut fanOut) {
        SortedMap<Region, List<RegionRow>> rows = new TreeMap<>();
        fanOut.regions().forEach((region, content) -> rows.put(region, RegionRow.of(content, MAX_BYTES)));
        return rows;
    }

    /**
     * Writes the rows. Region rows come first, so if any other row of the edition exists, all Region rows were written. AMI items
     * belong to no edition, so they fill the requests of the Region rows.
     *
     * @param otherWrites other items that must be written before the edition becomes current
     */
    void write(
            Edition edition,
            Map<Region, List<RegionRow>> regionRows,
            FanOut fanOut,
            FanOut earlier,
            Stream<ItemWrite> otherWrites) {
        List<ItemWrite> first = new ArrayList<>(otherWrites.toList());
        regionRows.forEach((region, rows) -> {
            for (int part = 0; part < rows.size(); part++) {
                first.add(Batches.put(rows.get(part).item(CatalogKeys.regionRow(edition, region, part))));
            }
        });
        Stream<StoredItem> amis = AmiItem.of(edition.build(), fanOut, earlier);
        batches.write(Stream.concat(first.stream(), amis.map(Batches::put)));

        Stream<StoredItem> offers = OfferItem.of(edition, fanOut);
        batches.write(Stream.concat(Stream.of(BuildRow.entry(edition)), offers).map(Batches::put));
    }

    /** Returns the edition's fan-out in the Regions that are asked for, or empty if any of its rows was deleted. */
    Optional<FanOut> read(Edition edition, Predicate<Region> asked) {
        SortedMap<Region, List<StoredKey>> regionKeys = edition.rowsByRegion();
        regionKeys.keySet().removeIf(asked.negate());
        List<StoredKey> keys =
                regionKeys.values().stream().flatMap(List::stream).toList();
        Map<StoredKey, RegionRow> found = new HashMap<>();
        remembered.ifPresent(rows -> found.putAll(rows.among(keys)));
        for (Consistency consistency : List.of(Consistency.EVENTUAL, Consistency.STRONG)) {
            List<StoredKey> missing =
                    keys.stream().filter(key -> !found.containsKey(key)).toList();
            batches.read(missing, consistency).forEach((key, item) -> found.put(key, RegionRow.of(item)));
        }
        remembered.ifPresent(rows -> rows.add(found));
        if (!found.keySet().containsAll(keys)) {
            return Optional.empty();
        }
        SortedMap<Region, RegionFanOut> regions = new TreeMap<>();
        regionKeys.forEach((region, rows) -> regions.put(
                region, RegionRow.together(region, rows.stream().map(found::get).toList())));
        return Optional.of(new FanOut(regions));
    }

    /** The audiences that an edition with this fan-out may have offers for. */
    static Set<Audience> audiences(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> Stream.concat(
                        region.amis().keySet().stream().map(Audience.Account::new),
                        region.launchPermission().audiences().stream()))
                .collect(Collectors.toSet());
    }

    /** The audiences that the edition may have offers for, read from the Region rows that still exist. */
    Set<Audience> audiences(Edition edition) {
        return audiences(left(edition));
    }

    private static Set<Audience> audiences(List<RegionRow> rows) {
        return rows.stream().flatMap(RegionRow::audiences).collect(Collectors.toSet());
    }

    private List<RegionRow> left(Edition edition) {
        return batches.read(edition.regionRows(), Consistency.STRONG).values().stream()
                .map(RegionRow::of)
                .toList();
    }

    /**
     * Deletes the rows that offer the edition to readers.
     *
     * @param audiences the audiences that the edition may have offers for
     */
    void deleteOffers(Edition edition, Set<Audience> audiences) {
        Stream<StoredKey> offers = audiences.stream().map(audience -> CatalogKeys.offer(audience, edition));
        batches.write(
                Stream.concat(Stream.of(CatalogKeys.entry(edition)), offers).map(Batches::delete));
    }

    /** Deletes all rows of the edition and its AMI items. May be repeated after it was interrupted. */
    void deleteWithAmis(Edition edition) {
        List<RegionRow> left = left(edition);
        batches.write(left.stream()
                .flatMap(RegionRow::amis)
                .distinct()
                .map(CatalogKeys::ami)
                .map(Batches::delete));
        deleteOffers(edition, audiences(left));
        deleteCopies(edition);
    }

    /** Deletes the Region rows. Call it last, because they name the audiences of the other rows. AMI items are kept. */
    void deleteCopies(Edition edition) {
        batches.write(edition.regionRows().stream().map(Batches::delete));
    }
}
