package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Batches.ItemWrite;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.Build;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The known pipelines, images and names, and the audiences, other than single accounts, that were ever granted launch
 * permission. Each fact is written once, before readers see the first build that contains it, and is never deleted.
 */
final class Directory {
    private final Batches batches;
    private final ItemQueries queries;

    Directory(Batches batches, ItemQueries queries) {
        this.batches = requireNonNull(batches, "batches");
        this.queries = requireNonNull(queries, "queries");
    }

    /** Returns the writes for the build's facts that are not stored yet. */
    Stream<ItemWrite> unknown(Build build, FanOut fanOut) {
        List<StoredKey> facts = facts(build, fanOut);
        Set<StoredKey> known = batches.read(facts, Consistency.STRONG).keySet();
        return facts.stream().filter(fact -> !known.contains(fact)).map(fact -> Batches.put(StoredItem.at(fact)));
    }

    private static List<StoredKey> facts(Build build, FanOut fanOut) {
        List<StoredKey> facts = new ArrayList<>();
        fanOut.regions().values().stream()
                .flatMap(region -> region.launchPermission().audiences().stream())
                .filter(audience -> !(audience instanceof Audience.Account))
                .distinct()
                .map(audience -> CatalogKeys.opening(build.lineage(), audience))
                .sorted(Comparator.comparing(StoredKey::sort))
                .forEach(facts::add);
        facts.add(CatalogKeys.named(build.arn().image()));
        if (build.pipeline().isPresent()) {
            facts.add(CatalogKeys.named(build.pipeline().get()));
            facts.add(
                    new StoredKey(CatalogKeys.PIPELINES, build.pipeline().get().toString()));
        } else {
            facts.add(new StoredKey(CatalogKeys.IMAGES, build.arn().image().toString()));
        }
        return facts;
    }

    /** Returns all sort keys that start with {@code prefix} and are longer, with the prefix removed. */
    List<String> all(String partition, String prefix) {
        return queries.all(partition, prefix + StoredKey.NEXT, prefix + StoredKey.LAST).stream()
                .map(item -> item.key().sort().substring(prefix.length()))
                .toList();
    }

    /** Returns a page of parsed sort keys after {@code after}. */
    <T> ResultPage<T, T> page(String partition, Optional<T> after, int limit, Function<String, T> parse) {
        String first = after.map(Object::toString).orElse("") + StoredKey.NEXT;
        List<T> found = queries.ascending(partition, first, StoredKey.LAST, limit + 1).stream()
                .map(item -> parse.apply(item.key().sort()))
                .toList();
        return found.size() <= limit
                ? new ResultPage<>(found, Optional.empty())
                : new ResultPage<>(found.subList(0, limit), Optional.of(found.get(limit - 1)));
    }
}
