package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads rows of builds in one partition, newest first, and skips each row that does not belong to its build's current edition.
 *
 * <p>Rows and METAs are read in separate, eventually consistent requests. If META names an edition whose row was not
 * read, a consistent read gets the row by its key. If the row is missing, META is read again. If META still names the
 * same edition, the row does not exist, because rows of the current edition are never deleted.
 */
final class CurrentRows {
    private static final int MAX_TRIES = 10;

    /** Rows in the first page of a partition, of which a few may suffice. */
    private static final int SOME = 100;

    /** More rows than a page of 1 MB holds. */
    private static final int MANY = 10_000;

    private final TableAccess table;
    private final MetaStore metas;
    private final String partition;
    private final String prefix;
    private final Optional<Region> region;
    private final Function<Edition, StoredKey> keyOf;

    /** A row of a build's current edition. */
    record Current(MetaItem meta, BuildRow row) {}

    /** A slice of rows, and whether older rows may follow. */
    record Slice(List<Current> rows, boolean hasMore) {
        <T> ResultPage<T, BuildPosition> page(Function<Current, T> item) {
            Optional<Current> last = hasMore ? Optional.of(rows.get(rows.size() - 1)) : Optional.empty();
            return new ResultPage<>(
                    rows.stream().map(item).toList(),
                    last.map(row -> row.meta().edition().position()));
        }
    }

    /** The newest rows of lineages, in the order in which they were read, and whether further lineages follow. */
    record Lineages(Map<Lineage, Slice> slices, boolean hasMore) {}

    /**
     * @param prefix of the sort keys
     * @param region that offers must reach; empty for all rows
     * @param keyOf the key of an edition's row
     */
    CurrentRows(
            TableAccess table,
            String partition,
            String prefix,
            Optional<Region> region,
            Function<Edition, StoredKey> keyOf) {
        this.table = table;
        this.metas = new MetaStore(table);
        this.partition = partition;
        this.prefix = prefix;
        this.region = region;
        this.keyOf = keyOf;
    }

    /**
     * Returns at most {@code limit} rows older than {@code before}. Of rows that do not reach the Region, no META is read, and
     * after the first page they are read in large ones.
     */
    Slice newestFirst(Optional<BuildPosition> before, int limit) {
        int further = region.isPresent() ? MANY : limit + 1;
        String last = prefix + before.map(CatalogKeys::position).orElse(StoredKey.LAST);
        RowsBackwards rows = new RowsBackwards(table.queries(), partition, prefix, last, limit + 1);
        List<Current> current = new ArrayList<>();
        Set<ImageBuildArn> seen = new HashSet<>();
        while (current.size() < limit && rows.hasNext(further)) {
            List<BuildRow> some = new ArrayList<>();
            while (some.size() < limit - current.size() && rows.hasNext(further)) {
                BuildRow row = rows.next();
                if (reachesRegion(row)) {
                    some.add(row);
                }
            }
            Map<ImageBuildArn, List<BuildRow>> byBuild = byBuild(some.stream());
            byBuild.keySet().removeAll(seen);
            seen.addAll(byBuild.keySet());
            current.addAll(current(byBuild));
        }
        // The remaining rows may all be other editions of the last build. Then the next page is empty.
        return new Slice(current, rows.mayHaveNext());
    }

    private boolean reachesRegion(BuildRow row) {
        return region.stream().allMatch(in -> OfferItem.reaches(row, in));
    }

    private static Map<ImageBuildArn, List<BuildRow>> byBuild(Stream<BuildRow> rows) {
        return rows.collect(Collectors.groupingBy(BuildRow::build, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Returns the newest offers of each lineage, the last lineage first. The rest of a lineage is skipped when it is longer
     * than a page.
     *
     * @param limit how many lineages at most
     * @param builds how many rows of each at most
     */
    Lineages newestOfEach(Optional<Lineage> after, int limit, int builds) {
        String last = after.map(CatalogKeys::offersOf).orElse(prefix + StoredKey.LAST);
        RowsBackwards rows = new RowsBackwards(table.queries(), partition, prefix, last, SOME);
        Map<Lineage, List<BuildRow>> newest = new LinkedHashMap<>();
        boolean hasMore = false;
        while (!hasMore && rows.hasNext(newest.size() <= 1 ? SOME * 10 : MANY)) {
            BuildRow row = rows.next();
            Lineage lineage = row.offeredLineage();
            hasMore = newest.size() == limit && !newest.containsKey(lineage);
            if (!hasMore && reachesRegion(row)) {
                List<BuildRow> found = newest.computeIfAbsent(lineage, first -> new ArrayList<>());
                found.add(row);
                if (found.size() > builds) {
                    rows.skipTo(CatalogKeys.offersOf(lineage));
                }
            }
        }
        return new Lineages(slices(newest, builds), hasMore);
    }

    private Map<Lineage, Slice> slices(Map<Lineage, List<BuildRow>> newest, int builds) {
        Stream<BuildRow> rows =
                newest.values().stream().flatMap(found -> found.stream().limit(builds));
        Map<Lineage, List<Current>> current = current(byBuild(rows)).stream()
                .collect(Collectors.groupingBy(found -> found.row().offeredLineage()));
        Map<Lineage, Slice> slices = new LinkedHashMap<>();
        newest.forEach((lineage, found) ->
                slices.put(lineage, new Slice(current.getOrDefault(lineage, List.of()), found.size() > builds)));
        return slices;
    }

    /** Returns the rows of those of these builds that have one, in no order. */
    Collection<Current> of(Set<ImageBuildArn> builds) {
        Map<ImageBuildArn, MetaItem> now = metas.read(builds, Consistency.EVENTUAL);
        return resolve(now, now.keySet()).values();
    }

    /** The current rows of these builds, in their order. */
    private List<Current> current(Map<ImageBuildArn, List<BuildRow>> byBuild) {
        Map<ImageBuildArn, MetaItem> now = metas.read(byBuild.keySet(), Consistency.EVENTUAL);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        now.forEach((build, meta) -> byBuild.get(build).stream()
                .filter(row -> row.editionId().equals(meta.editionId()))
                .findFirst()
                .ifPresent(row -> current.put(build, new Current(meta, row))));
        Set<ImageBuildArn> unresolved = new HashSet<>(now.keySet());
        unresolved.removeAll(current.keySet());
        current.putAll(resolve(now, unresolved));
        return byBuild.keySet().stream()
                .filter(current::containsKey)
                .map(current::get)
                .filter(found -> reachesRegion(found.row()))
                .toList();
    }

    private Map<ImageBuildArn, Current> resolve(Map<ImageBuildArn, MetaItem> read, Set<ImageBuildArn> missing) {
        Map<ImageBuildArn, MetaItem> now = new HashMap<>(read);
        Set<ImageBuildArn> unresolved = new HashSet<>(missing);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        for (int tries = 1; !unresolved.isEmpty(); tries++) {
            if (tries > MAX_TRIES) {
                throw new StorageException(unresolved + " kept changing while they were read");
            }
            Map<ImageBuildArn, StoredKey> keys = new HashMap<>();
            unresolved.forEach(
                    build -> keys.put(build, keyOf.apply(now.get(build).edition())));
            List<StoredKey> here = keys.values().stream().filter(this::isHere).toList();
            Map<StoredKey, StoredItem> rows = table.batches().read(here, Consistency.STRONG);
            Map<ImageBuildArn, MetaItem> reread = metas.read(unresolved, Consistency.STRONG);
            unresolved.removeIf(build -> {
                MetaItem meta = now.get(build);
                StoredItem row = rows.get(keys.get(build));
                if (row != null) {
                    current.put(build, new Current(meta, new BuildRow(row)));
                }
                MetaItem newer = reread.get(build);
                return row != null || newer == null || newer.editionId().equals(meta.editionId());
            });
            now.putAll(reread);
        }
        return current;
    }

    private boolean isHere(StoredKey key) {
        return key.partition().equals(partition) && key.sort().startsWith(prefix);
    }
}
