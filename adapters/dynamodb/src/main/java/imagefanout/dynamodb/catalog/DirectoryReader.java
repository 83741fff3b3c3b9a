package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.dynamodb.table.Queries;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageBuildArn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads directory rows, and leaves out those that no build makes true yet. */
final class DirectoryReader {
    private static final int MOST_AT_ONCE = 1000;

    private final Queries queries;
    private final Batches batches;
    private final Metas metas;

    DirectoryReader(Queries queries, Batches batches, Metas metas) {
        this.queries = requireNonNull(queries, "queries");
        this.batches = requireNonNull(batches, "batches");
        this.metas = requireNonNull(metas, "metas");
    }

    /** The sort keys of a partition that go on behind {@code prefix}, without it. */
    List<String> all(String partition, String prefix) {
        List<String> all = new ArrayList<>();
        String from = prefix + ItemKey.NEXT;
        List<DirectoryItem> rows;
        do {
            rows = queries.forwards(DirectoryItem.SCHEMA, partition, from, prefix + ItemKey.LAST, MOST_AT_ONCE);
            seen(rows).forEach(text -> all.add(text.substring(prefix.length())));
            from = rows.isEmpty() ? from : rows.get(rows.size() - 1).key().sort() + ItemKey.NEXT;
        } while (rows.size() == MOST_AT_ONCE);
        return all;
    }

    /** The texts of a partition behind {@code after}. */
    <T> ResultPage<T, T> page(String partition, Optional<T> after, int limit, Function<String, T> parse) {
        List<T> items = new ArrayList<>();
        String from = after.map(Object::toString).orElse("") + ItemKey.NEXT;
        while (items.size() <= limit) {
            int wanted = limit + 1 - items.size();
            List<DirectoryItem> rows = queries.forwards(DirectoryItem.SCHEMA, partition, from, ItemKey.LAST, wanted);
            seen(rows).forEach(text -> items.add(parse.apply(text)));
            if (rows.size() < wanted) {
                break;
            }
            from = rows.get(rows.size() - 1).key().sort() + ItemKey.NEXT;
        }
        if (items.size() <= limit) {
            return new ResultPage<>(items, Optional.empty());
        }
        return new ResultPage<>(items.subList(0, limit), Optional.of(items.get(limit - 1)));
    }

    private List<String> seen(List<DirectoryItem> rows) {
        Set<ImageBuildArn> announcing = new LinkedHashSet<>();
        rows.stream().filter(row -> !row.isConfirmed()).forEach(row -> announcing.addAll(row.announcing()));
        Collection<MetaItem> now = metas.read(announcing, Consistency.EVENTUAL).values();
        // An announcement is confirmed before its edition is replaced. So if META names another edition, either the
        // announced one is not current yet, or the row, read once more, is confirmed.
        List<ItemKey> doubtful = rows.stream()
                .filter(row -> !row.isSeenWith(now)
                        && row.announcing().stream().anyMatch(build -> now.stream()
                                .anyMatch(meta -> meta.build().equals(build))))
                .map(Item::key)
                .toList();
        Map<ItemKey, DirectoryItem> again = batches.read(DirectoryItem.SCHEMA, doubtful, Consistency.STRONG);
        return rows.stream()
                .map(row -> again.getOrDefault(row.key(), row))
                .filter(row -> row.isSeenWith(now))
                .map(row -> row.key().sort())
                .toList();
    }
}
