package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.SnapshotVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build's META and the attempts beside it. META is read first: so the attempt that made it current is among these, unless
 * nothing is left to do for it.
 */
record BuildPartition(Optional<MetaItem> meta, List<AttemptItem> attempts) {

    static BuildPartition read(ItemQueries queries, ImageBuildArn build) {
        Optional<MetaItem> meta = Optional.empty();
        List<AttemptItem> attempts = new ArrayList<>();
        for (StoredItem item : queries.descending(CatalogKeys.buildPartition(build))) {
            String sort = item.key().sort();
            if (sort.equals(CatalogKeys.META)) {
                meta = Optional.of(new MetaItem(item));
            } else if (sort.startsWith(CatalogKeys.ATTEMPT)) {
                attempts.add(new AttemptItem(item));
            }
        }
        return new BuildPartition(meta, attempts);
    }

    Optional<SnapshotVersion> version() {
        return meta.map(MetaItem::version);
    }

    boolean isCurrent(AttemptItem attempt) {
        return meta.map(MetaItem::editionId)
                .filter(attempt.edition().id()::equals)
                .isPresent();
    }

    /** Whether the attempt can never succeed: META's version has passed the one that it needs, and versions only grow. */
    boolean isDead(AttemptItem attempt) {
        return !isCurrent(attempt)
                && version()
                        .filter(now -> attempt.base()
                                .map(base -> base.compareTo(now) < 0)
                                .orElse(true))
                        .isPresent();
    }

    /** The attempts that may still succeed. */
    Stream<AttemptItem> open() {
        return attempts.stream().filter(attempt -> !isCurrent(attempt) && !isDead(attempt));
    }
}
