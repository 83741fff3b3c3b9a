package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.SnapshotVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What stands beside a build's META: the attempts to write it, and details that did not fit. Read consistently and in the
 * order of the sort keys, so that META is at least as old as all else here.
 */
record BuildPartition(Optional<MetaItem> meta, List<AttemptItem> attempts, List<MoreItem> mores) {

    static BuildPartition read(DynamoDbClient client, String table, ImageBuildArn build) {
        Optional<MetaItem> meta = Optional.empty();
        List<AttemptItem> attempts = new ArrayList<>();
        List<MoreItem> mores = new ArrayList<>();
        Map<String, AttributeValue> next = Map.of();
        do {
            Map<String, AttributeValue> from = next;
            QueryResponse page = client.query(query -> query.tableName(table)
                    .keyConditionExpression("#pk = :build")
                    .expressionAttributeNames(Map.of("#pk", CatalogTable.PARTITION_KEY))
                    .expressionAttributeValues(
                            Map.of(":build", AttributeValue.fromS(CatalogKeys.buildPartition(build))))
                    .exclusiveStartKey(from.isEmpty() ? null : from)
                    .consistentRead(true));
            for (Map<String, AttributeValue> item : page.items()) {
                String sort = item.get(CatalogTable.SORT_KEY).s();
                if (sort.equals(CatalogKeys.META)) {
                    meta = Optional.of(MetaItem.SCHEMA.mapToItem(item));
                } else if (sort.startsWith(CatalogKeys.ATTEMPT)) {
                    attempts.add(AttemptItem.SCHEMA.mapToItem(item));
                } else if (sort.startsWith(CatalogKeys.MORE)) {
                    mores.add(MoreItem.SCHEMA.mapToItem(item));
                }
            }
            next = page.lastEvaluatedKey();
        } while (!next.isEmpty());
        meta.ifPresent(found -> mores.stream()
                .filter(more -> found.more().filter(more.id()::equals).isPresent())
                .forEach(found::with));
        return new BuildPartition(meta, attempts, mores);
    }

    /** False when META was replaced while this was read, and its details went away with it. */
    boolean isWhole() {
        return meta.isEmpty() || meta.get().isWhole();
    }

    Optional<SnapshotVersion> version() {
        return meta.map(MetaItem::version);
    }

    boolean isCurrent(AttemptItem attempt) {
        return meta.isPresent()
                && meta.get().editionId().equals(attempt.edition().id());
    }

    /** Whether what follows on {@code base} can never become current any more: META's version has passed it, and never returns. */
    boolean hasPassed(Optional<SnapshotVersion> base) {
        return version()
                .filter(now -> base.isEmpty() || base.get().compareTo(now) < 0)
                .isPresent();
    }

    boolean isCurrent(MoreItem more) {
        return meta.flatMap(MetaItem::more).filter(more.id()::equals).isPresent();
    }

    /** Whether something that was asked earlier than {@code snapshot} may still become current. */
    boolean isOpenBefore(SnapshotVersion snapshot) {
        return attempts.stream()
                        .filter(attempt -> !isCurrent(attempt) && !hasPassed(attempt.base()))
                        .anyMatch(attempt -> attempt.version().compareTo(snapshot) < 0)
                || mores.stream()
                        .filter(more -> !isCurrent(more) && !hasPassed(more.base()))
                        .anyMatch(more -> more.version().compareTo(snapshot) < 0);
    }
}
