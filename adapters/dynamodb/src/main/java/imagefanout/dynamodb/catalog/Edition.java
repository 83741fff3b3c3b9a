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

/**
 * One set of rows of a build. Its rows are written once and never changed; the build's META names the edition that readers
 * see, and every row of another edition is ignored.
 *
 * @param id the same for two editions only if they hold the same, come from the same snapshot, and follow on the same one:
 *     so that of two equal ones either both or none can still become the current one
 * @param parts how many Region rows each Region takes
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
        rows.forEach((region, itsRows) -> parts.put(region, itsRows.size()));
        return new Edition(
                snapshot.build().arn(),
                digest.hex().substring(0, ID_LENGTH),
                parts,
                snapshot.build().lineage(),
                snapshot.build().position());
    }

    /** What takes this edition's place when its copies are removed: an edition of the same build without any. */
    Edition withoutCopies() {
        String without = Digest.of("without copies").add(id).end().hex().substring(0, ID_LENGTH);
        return new Edition(build, without, Collections.emptySortedMap(), lineage, position);
    }

    /** The keys of its Region rows. */
    List<StoredKey> regionRows() {
        return regionRows(parts);
    }

    /** The keys of its rows of those Regions. */
    List<StoredKey> regionRows(Map<Region, Integer> some) {
        List<StoredKey> keys = new ArrayList<>();
        some.forEach((region, count) -> {
            for (int part = 0; part < count; part++) {
                keys.add(CatalogKeys.regionRow(this, region, part));
            }
        });
        return keys;
    }

    /** {@code eu-west-1 us-east-1*2}: the second takes two rows. */
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
