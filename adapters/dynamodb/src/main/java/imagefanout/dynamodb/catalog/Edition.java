package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.Digest;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.SnapshotVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One immutable set of rows of a build. META names the current edition; readers ignore the rows of all others.
 *
 * @param id a digest of the content, the snapshot version and the base version. Editions with the same ID are
 *     interchangeable: either all of them can still become current, or none
 * @param parts the number of Region rows per Region
 */
record Edition(
        ImageBuildArn build, String id, SortedMap<Region, Integer> parts, Lineage lineage, BuildPosition position) {
    private static final int ID_LENGTH = 20;

    Edition {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    static Edition of(
            ImageSnapshot snapshot, FanOut fanOut, Optional<SnapshotVersion> base, Map<Region, List<RegionRow>> rows) {
        Digest digest = Digest.of("edition")
                .add(snapshot.version().toString())
                .add(base.map(SnapshotVersion::toString))
                .add(fanOut.digest().hex())
                .end();
        SortedMap<Region, Integer> parts = new TreeMap<>();
        rows.forEach((region, regionRows) -> parts.put(region, regionRows.size()));
        return new Edition(
                snapshot.build().arn(),
                digest.hex().substring(0, ID_LENGTH),
                parts,
                snapshot.build().lineage(),
                snapshot.build().position());
    }

    /** Returns the edition without copies that retention puts in place of this one. */
    Edition withoutCopies() {
        String without = Digest.of("without copies").add(id).end().hex().substring(0, ID_LENGTH);
        return new Edition(build, without, Collections.emptySortedMap(), lineage, position);
    }

    /** The keys of all Region rows. */
    List<StoredKey> regionRows() {
        return rowsByRegion().values().stream().flatMap(List::stream).toList();
    }

    /** The keys of each Region's rows. */
    SortedMap<Region, List<StoredKey>> rowsByRegion() {
        SortedMap<Region, List<StoredKey>> keys = new TreeMap<>();
        parts.forEach((region, count) -> keys.put(
                region,
                IntStream.range(0, count)
                        .mapToObj(part -> CatalogKeys.regionRow(this, region, part))
                        .toList()));
        return keys;
    }

    /** Formats row counts, for example {@code eu-west-1 us-east-1*2}: one row and two rows. */
    static String format(Map<Region, Integer> parts) {
        List<String> words = new ArrayList<>();
        parts.forEach((region, count) -> words.add(count == 1 ? region.value() : region + "*" + count));
        return String.join(" ", words);
    }

    static SortedMap<Region, Integer> parseParts(String text) {
        SortedMap<Region, Integer> parts = new TreeMap<>();
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                String[] regionAndCount = word.split("\\*");
                parts.put(
                        new Region(regionAndCount[0]),
                        regionAndCount.length == 1 ? 1 : Integer.parseInt(regionAndCount[1]));
            }
        }
        return parts;
    }
}
