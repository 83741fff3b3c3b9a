package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Batches.ItemWrite;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes, reads and deletes the rows of an edition, as a whole. */
final class EditionRows {
    /** Of one item. DynamoDB allows 400 KB. */
    static final int MAX_BYTES = 300_000;

    private final Batches batches;

    EditionRows(Batches batches) {
        this.batches = requireNonNull(batches, "batches");
    }

    static SortedMap<Region, List<RegionRow>> split(FanOut fanOut) {
        SortedMap<Region, List<RegionRow>> rows = new TreeMap<>();
        fanOut.regions().forEach((region, content) -> rows.put(region, RegionRow.of(content, MAX_BYTES)));
        return rows;
    }

    /**
     * Writes Region rows first: so where any other row of an edition is, all of its Region rows have been.
     *
     * @param alongside what else has to be written before the edition becomes current
     */
    void write(
            Edition edition,
            Map<Region, List<RegionRow>> regionRows,
            FanOut fanOut,
            FanOut earlier,
            Stream<ItemWrite> alongside) {
        List<ItemWrite> first = new ArrayList<>(alongside.toList());
        regionRows.forEach((region, rows) -> {
            for (int part = 0; part < rows.size(); part++) {
                first.add(Batches.put(rows.get(part).item(CatalogKeys.regionRow(edition, region, part))));
            }
        });
        batches.write(first.stream());

        Stream<StoredItem> offers = OfferItem.of(edition, fanOut);
        Stream<StoredItem> amis = AmiItem.of(edition.build(), fanOut, earlier);
        batches.write(Stream.of(Stream.of(BuildRow.entry(edition)), offers, amis)
                .flatMap(items -> items)
                .map(Batches::put));
    }

    /** The edition's fan-out in those Regions, or empty when not all of its rows are there any more. */
    Optional<FanOut> read(Edition edition, Map<Region, Integer> parts) {
        List<StoredKey> keys = edition.regionRows(parts);
        Map<StoredKey, StoredItem> found = new HashMap<>(batches.read(keys, Consistency.EVENTUAL));
        List<StoredKey> late =
                keys.stream().filter(key -> !found.containsKey(key)).toList();
        found.putAll(batches.read(late, Consistency.STRONG));
        if (!found.keySet().containsAll(keys)) {
            return Optional.empty();
        }
        SortedMap<Region, RegionFanOut> regions = new TreeMap<>();
        parts.forEach((region, count) -> regions.put(
                region,
                RegionRow.together(
                        region,
                        edition.regionRows(Map.of(region, count)).stream()
                                .map(key -> RegionRow.of(found.get(key)))
                                .toList())));
        return Optional.of(new FanOut(regions));
    }

    /** Those to whom an edition with this fan-out may offer something. */
    static Set<Audience> audiences(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> Stream.concat(
                        region.amis().keySet().stream().map(Audience.Account::new),
                        region.launchPermission().audiences().stream()))
                .collect(Collectors.toSet());
    }

    /** Those to whom the edition may offer something, as far as its Region rows are there. */
    Set<Audience> audiences(Edition edition) {
        return RegionRow.audiences(batches.read(edition.regionRows(), Consistency.STRONG).values().stream()
                .map(RegionRow::of)
                .toList());
    }

    /**
     * Deletes an edition, except for its AMIs, which are facts. Region rows go last, because they say what else there may be.
     *
     * @param audiences those to whom it may offer something
     */
    void delete(Edition edition, Set<Audience> audiences) {
        Stream<StoredKey> offers = audiences.stream().map(audience -> CatalogKeys.offer(audience, edition));
        batches.write(
                Stream.concat(Stream.of(CatalogKeys.entry(edition)), offers).map(Batches::delete));
        batches.write(edition.regionRows().stream().map(Batches::delete));
    }
}
