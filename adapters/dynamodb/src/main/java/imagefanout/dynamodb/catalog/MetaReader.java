package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads METAs. */
final class MetaReader {
    private final Batches batches;

    MetaReader(Batches batches) {
        this.batches = requireNonNull(batches, "batches");
    }

    Optional<MetaItem> read(ImageBuildArn build) {
        return Optional.ofNullable(read(List.of(build), Consistency.STRONG).get(build));
    }

    /** The METAs of the builds that are recorded, by build. */
    Map<ImageBuildArn, MetaItem> read(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = new HashMap<>();
        batches.read(builds.stream().map(CatalogKeys::meta).toList(), consistency)
                .forEach((key, item) -> metas.put(CatalogKeys.buildOf(key.partition()), new MetaItem(item)));
        return metas;
    }
}
