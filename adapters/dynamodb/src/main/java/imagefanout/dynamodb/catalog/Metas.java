package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads METAs, with the details that did not fit into them. */
final class Metas {
    private static final int MOST_TRIES = 10;

    private final Batches batches;

    Metas(Batches batches) {
        this.batches = requireNonNull(batches, "batches");
    }

    Optional<MetaItem> read(ImageBuildArn build) {
        return Optional.ofNullable(read(List.of(build), Consistency.STRONG).get(build));
    }

    /** Those of the builds that are recorded. */
    Map<ImageBuildArn, MetaItem> read(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = readOnce(builds, consistency);
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            List<ImageBuildArn> torn = metas.values().stream()
                    .filter(meta -> !meta.isWhole())
                    .map(MetaItem::build)
                    .toList();
            if (torn.isEmpty()) {
                return metas;
            }
            metas.keySet().removeAll(torn);
            metas.putAll(readOnce(torn, Consistency.STRONG));
        }
        throw new StorageException("the details of builds kept changing while they were read");
    }

    private Map<ImageBuildArn, MetaItem> readOnce(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = new HashMap<>();
        batches.read(MetaItem.SCHEMA, builds.stream().map(CatalogKeys::meta).toList(), consistency)
                .values()
                .forEach(meta -> metas.put(meta.build(), meta));
        List<ItemKey> keys =
                metas.values().stream().flatMap(meta -> meta.moreKey().stream()).toList();
        Map<ItemKey, MoreItem> mores = batches.read(MoreItem.SCHEMA, keys, consistency);
        for (MetaItem meta : metas.values()) {
            meta.moreKey().map(mores::get).ifPresent(meta::with);
        }
        return metas;
    }
}
