package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads rows that sort by the position of their builds, newest first, and leaves out every row that is not of its build's
 * current edition.
 *
 * <p>Rows and METAs are read one after the other, from whatever copy answers. So when a META names an edition of which no row
 * was read, that row is read by its key, consistently; and if it is not there, META is read again. If META has not
 * moved, there is no such row, because those of the current edition are never deleted.
 */
final class CurrentRows {
    private static final int MAX_TRIES = 10;

    private final ItemQueries queries;
    private final Batches batches;
    private final MetaReader metas;
    private final Function<Edition, StoredKey> keyOf;

    /** A row of a build's current edition. */
    record Current(MetaItem meta, BuildRow row) {}

    /** Some rows, and whether older ones may follow. */
    record Slice(List<Current> rows, boolean hasMore) {}

    CurrentRows(ItemQueries queries, Batches batches, MetaReader metas, Function<Edition, StoredKey> keyOf) {
        this.queries = requireNonNull(queries, "queries");
        this.batches = requireNonNull(batches, "batches");
        this.metas = requireNonNull(metas, "metas");
        this.keyOf = requireNonNull(keyOf, "keyOf");
    }

    /** At most {@code limit} rows of the partition whose sort keys begin with {@code prefix}, older than {@code before}. */
    Slice newestFirst(String partition, String prefix, Optional<BuildPosition> before, int limit) {
        String first = prefix.isEmpty() ? StoredKey.NEXT : prefix;
        String last = prefix + before.map(CatalogKeys::position).orElse(StoredKey.LAST);
        List<Current> current = new ArrayList<>();
        Set<ImageBuildArn> decided = new HashSet<>();
        Optional<StoredKey> after = Optional.empty();
        while (true) {
            int wanted = limit - current.size();
            List<BuildRow> rows = queries.descending(partition, first, last, after, wanted + 1).stream()
                    .map(BuildRow::new)
                    .toList();
            boolean hasMore = rows.size() > wanted;
            List<BuildRow> asked = hasMore ? rows.subList(0, wanted) : rows;
            Map<ImageBuildArn, List<BuildRow>> byBuild = new LinkedHashMap<>();
            asked.stream().filter(row -> !decided.contains(row.build())).forEach(row -> byBuild.computeIfAbsent(
                            row.build(), build -> new ArrayList<>())
                    .add(row));
            decided.addAll(byBuild.keySet());
            current.addAll(current(partition, prefix, byBuild));
            if (!hasMore || current.size() == limit) {
                // What follows may be another edition of the last build alone: then the next page is empty, and none is
                // cut off.
                return new Slice(current, hasMore);
            }
            after = Optional.of(asked.get(asked.size() - 1).item().key());
        }
    }

    private List<Current> current(String partition, String prefix, Map<ImageBuildArn, List<BuildRow>> byBuild) {
        Map<ImageBuildArn, MetaItem> now = metas.read(byBuild.keySet(), Consistency.EVENTUAL);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        Set<ImageBuildArn> open = new LinkedHashSet<>();
        byBuild.forEach((build, rows) -> {
            MetaItem meta = now.get(build);
            if (meta != null) {
                rows.stream()
                        .filter(row -> row.editionId().equals(meta.editionId()))
                        .findFirst()
                        .ifPresentOrElse(row -> current.put(build, new Current(meta, row)), () -> open.add(build));
            }
        });
        current.putAll(decide(partition, prefix, now, open));
        return byBuild.keySet().stream()
                .filter(current::containsKey)
                .map(current::get)
                .toList();
    }

    private Map<ImageBuildArn, Current> decide(
            String partition, String prefix, Map<ImageBuildArn, MetaItem> read, Collection<ImageBuildArn> undecided) {
        Map<ImageBuildArn, MetaItem> now = new HashMap<>(read);
        Set<ImageBuildArn> open = new LinkedHashSet<>(undecided);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        for (int tries = 1; !open.isEmpty(); tries++) {
            if (tries > MAX_TRIES) {
                throw new StorageException(open + " kept changing while they were read");
            }
            Map<ImageBuildArn, StoredKey> keys = new HashMap<>();
            for (ImageBuildArn build : open) {
                StoredKey key = keyOf.apply(now.get(build).edition());
                if (key.partition().equals(partition) && key.sort().startsWith(prefix)) {
                    keys.put(build, key);
                }
            }
            Map<StoredKey, StoredItem> rows = batches.read(keys.values(), Consistency.STRONG);
            Map<ImageBuildArn, MetaItem> then = metas.read(open, Consistency.STRONG);
            open.removeIf(build -> {
                MetaItem meta = now.get(build);
                StoredItem row =
                        Optional.ofNullable(keys.get(build)).map(rows::get).orElse(null);
                if (row != null) {
                    current.put(build, new Current(meta, new BuildRow(row)));
                    return true;
                }
                MetaItem newer = then.get(build);
                return newer == null || newer.editionId().equals(meta.editionId());
            });
            now.putAll(then);
        }
        return current;
    }
}
