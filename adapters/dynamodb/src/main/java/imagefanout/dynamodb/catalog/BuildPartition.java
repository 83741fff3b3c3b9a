package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.SnapshotVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build's META and its attempts. META is read first, so the attempt that made its edition current is included unless
 * that attempt is complete.
 */
record BuildPartition(Optional<MetaItem> meta, List<AttemptItem> attempts) {

    static BuildPartition read(TableAccess table, ImageBuildArn build) {
        Optional<MetaItem> meta = Optional.empty();
        List<AttemptItem> attempts = new ArrayList<>();
        for (StoredItem item : table.queries().descending(CatalogKeys.buildPartition(build))) {
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

    /**
     * Returns whether the attempt can never succeed: META is already newer than the attempt's base, or exists although
     * the attempt has no base. Versions only increase.
     */
    boolean isDead(AttemptItem attempt) {
        return !isCurrent(attempt)
                && (isOfRemovedBuild(attempt)
                        || version()
                                .filter(now -> attempt.base()
                                        .map(base -> base.compareTo(now) < 0)
                                        .orElse(true))
                                .isPresent());
    }

    /** A removed build does not come back. Another build of its ARN may still be recorded. */
    private boolean isOfRemovedBuild(AttemptItem attempt) {
        return meta.filter(MetaItem::isRemoved)
                .filter(removed -> !attempt.edition().position().createdAt().isAfter(removed.createdAt()))
                .isPresent();
    }

    /** The attempts that may still succeed. */
    Stream<AttemptItem> open() {
        return attempts.stream().filter(attempt -> !isCurrent(attempt) && !isDead(attempt));
    }
}
