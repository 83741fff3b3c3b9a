package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
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
import java.util.function.Predicate;

/**
 * Reads rows of builds, newest first, and skips each row that does not belong to its build's current edition.
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

    private final ItemQueries queries;
    private final Batches batches;
    private final MetaStore metas;
    private final Function<Edition, StoredKey> keyOf;

    /** A row of a build's current edition. */
    record Current(MetaItem meta, BuildRow row) {}

    /** A slice of rows, and whether older rows may follow. */
    record Slice(List<Current> rows, boolean hasMore) {}

    /** The newest rows of lineages, in the order in which they were read, and whether further lineages follow. */
    record Lineages(Map<Lineage, Slice> slices, boolean hasMore) {}

    CurrentRows(ItemQueries queries, Batches batches, MetaStore metas, Function<Edition, StoredKey> keyOf) {
        this.queries = requireNonNull(queries, "queries");
        this.batches = requireNonNull(batches, "batches");
        this.metas = requireNonNull(metas, "metas");
        this.keyOf = requireNonNull(keyOf, "keyOf");
    }

    /** Returns at most {@code limit} rows older than {@code before} whose sort keys start with {@code prefix}. */
    Slice newestFirst(String partition, String prefix, Optional<BuildPosition> before, int limit) {
        return newestFirst(partition, prefix, before, limit, limit + 1, row -> true);
    }

    /**
     * As {@link #newestFirst(String, String, Optional, int)}, limited to the rows that match. Of the others, no META is
     * read, and after the first page they are read in large ones.
     */
    Slice newestFirst(
            String partition, String prefix, Optional<BuildPosition> before, int limit, Predicate<BuildRow> matching) {
        return newestFirst(partition, prefix, before, limit, MANY, matching);
    }

    private Slice newestFirst(
            String partition,
            String prefix,
            Optional<BuildPosition> before,
            int limit,
            int further,
            Predicate<BuildRow> matching) {
        String last = prefix + before.map(CatalogKeys::position).orElse(StoredKey.LAST);
        RowsBackwards rows = new RowsBackwards(queries, partition, prefix, last, limit + 1);
        List<Current> current = new ArrayList<>();
        Set<ImageBuildArn> seen = new HashSet<>();
        while (current.size() < limit && rows.hasNext(further)) {
            Map<ImageBuildArn, List<BuildRow>> byBuild = new LinkedHashMap<>();
            int wanted = limit - current.size();
            while (wanted > 0 && rows.hasNext(further)) {
                BuildRow row = rows.next();
                if (matching.test(row)) {
                    wanted--;
                    byBuild.computeIfAbsent(row.build(), build -> new ArrayList<>())
                            .add(row);
                }
            }
            byBuild.keySet().removeAll(seen);
            seen.addAll(byBuild.keySet());
            current(partition, prefix, byBuild).stream()
                    .filter(found -> matching.test(found.row()))
                    .forEach(current::add);
        }
        // The remaining rows may all be other editions of the last build. Then the next page is empty.
        return new Slice(current, rows.mayHaveNext());
    }

    /**
     * Returns the newest rows of each lineage in an audience's partition, the last lineage first. The rest of a lineage is
     * skipped when it is longer than a page.
     *
     * @param limit how many lineages at most
     * @param builds how many rows of each at most
     */
    Lineages newestOfEach(
            String partition, Optional<Lineage> after, int limit, int builds, Predicate<BuildRow> matching) {
        String last = after.map(CatalogKeys::offersOf).orElse(CatalogKeys.IMAGE + StoredKey.LAST);
        RowsBackwards rows = new RowsBackwards(queries, partition, CatalogKeys.IMAGE, last, SOME);
        Map<Lineage, List<BuildRow>> newest = new LinkedHashMap<>();
        Set<Lineage> longer = new HashSet<>();
        boolean hasMore = false;
        while (!hasMore && rows.hasNext(newest.size() <= 1 ? SOME * 10 : MANY)) {
            BuildRow row = rows.next();
            Lineage lineage = row.offeredLineage();
            hasMore = newest.size() == limit && !newest.containsKey(lineage);
            if (!hasMore && matching.test(row)) {
                List<BuildRow> found = newest.computeIfAbsent(lineage, first -> new ArrayList<>());
                if (found.size() < builds) {
                    found.add(row);
                } else {
                    longer.add(lineage);
                    rows.skipTo(CatalogKeys.offersOf(lineage));
                }
            }
        }
        Map<ImageBuildArn, List<BuildRow>> byBuild = new LinkedHashMap<>();
        newest.values()
                .forEach(found -> found.forEach(row -> byBuild.computeIfAbsent(row.build(), build -> new ArrayList<>())
                        .add(row)));
        Map<Lineage, List<Current>> current = new LinkedHashMap<>();
        newest.keySet().forEach(lineage -> current.put(lineage, new ArrayList<>()));
        current(partition, CatalogKeys.IMAGE, byBuild).stream()
                .filter(found -> matching.test(found.row()))
                .filter(found -> newest.containsKey(found.row().offeredLineage()))
                .forEach(found -> current.get(found.row().offeredLineage()).add(found));
        Map<Lineage, Slice> slices = new LinkedHashMap<>();
        current.forEach((lineage, found) -> slices.put(lineage, new Slice(found, longer.contains(lineage))));
        return new Lineages(slices, hasMore);
    }

    /** Returns the rows of those of these builds that have one whose sort key starts with {@code prefix}, in no order. */
    Collection<Current> of(String partition, String prefix, Set<ImageBuildArn> builds) {
        Map<ImageBuildArn, MetaItem> now = metas.read(builds, Consistency.EVENTUAL);
        return resolve(partition, prefix, now, now.keySet()).values();
    }

    private List<Current> current(String partition, String prefix, Map<ImageBuildArn, List<BuildRow>> byBuild) {
        Map<ImageBuildArn, MetaItem> now = metas.read(byBuild.keySet(), Consistency.EVENTUAL);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        Set<ImageBuildArn> unresolved = new LinkedHashSet<>();
        byBuild.forEach((build, rows) -> {
            MetaItem meta = now.get(build);
            if (meta != null) {
                rows.stream()
                        .filter(row -> row.editionId().equals(meta.editionId()))
                        .findFirst()
                        .ifPresentOrElse(
                                row -> current.put(build, new Current(meta, row)), () -> unresolved.add(build));
            }
        });
        current.putAll(resolve(partition, prefix, now, unresolved));
        return byBuild.keySet().stream()
                .filter(current::containsKey)
                .map(current::get)
                .toList();
    }

    private Map<ImageBuildArn, Current> resolve(
            String partition, String prefix, Map<ImageBuildArn, MetaItem> read, Collection<ImageBuildArn> missing) {
        Map<ImageBuildArn, MetaItem> now = new HashMap<>(read);
        Set<ImageBuildArn> unresolved = new LinkedHashSet<>(missing);
        Map<ImageBuildArn, Current> current = new HashMap<>();
        for (int tries = 1; !unresolved.isEmpty(); tries++) {
            if (tries > MAX_TRIES) {
                throw new StorageException(unresolved + " kept changing while they were read");
            }
            Map<ImageBuildArn, StoredKey> keys = new HashMap<>();
            for (ImageBuildArn build : unresolved) {
                StoredKey key = keyOf.apply(now.get(build).edition());
                if (key.partition().equals(partition) && key.sort().startsWith(prefix)) {
                    keys.put(build, key);
                }
            }
            Map<StoredKey, StoredItem> rows = batches.read(keys.values(), Consistency.STRONG);
            Map<ImageBuildArn, MetaItem> reread = metas.read(unresolved, Consistency.STRONG);
            unresolved.removeIf(build -> {
                MetaItem meta = now.get(build);
                StoredItem row =
                        Optional.ofNullable(keys.get(build)).map(rows::get).orElse(null);
                if (row != null) {
                    current.put(build, new Current(meta, new BuildRow(row)));
                    return true;
                }
                MetaItem newer = reread.get(build);
                return newer == null || newer.editionId().equals(meta.editionId());
            });
            now.putAll(reread);
        }
        return current;
    }
}
