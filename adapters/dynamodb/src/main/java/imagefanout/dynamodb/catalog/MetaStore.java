package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads METAs, and updates them with conditional writes. Each update returns false if its condition failed and nothing was written. */
final class MetaStore {
    private final TableAccess table;

    MetaStore(TableAccess table) {
        this.table = requireNonNull(table, "table");
    }

    Optional<MetaItem> read(ImageBuildArn build) {
        return Optional.ofNullable(read(List.of(build), Consistency.STRONG).get(build));
    }

    /** The METAs of the builds that are recorded, by build. */
    Map<ImageBuildArn, MetaItem> read(Collection<ImageBuildArn> builds, Consistency consistency) {
        Map<ImageBuildArn, MetaItem> metas = new HashMap<>();
        table.batches()
                .read(builds.stream().map(CatalogKeys::meta).toList(), consistency)
                .forEach((key, item) -> metas.put(CatalogKeys.buildOf(key.partition()), new MetaItem(item)));
        return metas;
    }

    /** Replaces everything, the hold only on request, if META has not changed since it was read. */
    boolean replace(Optional<MetaItem> read, MetaItem by, boolean dropsHold) {
        Expression condition =
                read.map(MetaStore::isUnchanged).orElseGet(() -> WriteConditions.absent(CatalogTable.PARTITION_KEY));
        StoredItem update = by.item().clearing(MetaItem.FACTS);
        return table.update(dropsHold ? update.clearing(List.of(MetaItem.HOLD)) : update, condition);
    }

    /** Replaces only the edition, if META has not changed since it was read. */
    boolean replaceEdition(MetaItem read, Edition by) {
        StoredItem edition = StoredItem.at(read.item().key())
                .text(MetaItem.EDITION, by.id())
                .text(MetaItem.PARTS, Edition.format(by.parts()));
        return table.update(edition, isUnchanged(read));
    }

    /** Writes only the summary digest, if META still has the same snapshot version. */
    boolean settle(MetaItem meta, Digest summary) {
        return table.update(
                StoredItem.at(meta.item().key()).text(MetaItem.SUMMARY, summary.hex()), hasSameVersion(meta));
    }

    /** Sets only the hold, if the build is recorded. */
    boolean hold(ImageBuildArn build, Hold hold) {
        return table.update(
                StoredItem.at(CatalogKeys.meta(build)).value(MetaItem.HOLD, MetaItem.format(hold)),
                WriteConditions.exists(CatalogTable.PARTITION_KEY));
    }

    /** Removes only the hold, and notes when, if there is one. Returns false if the build is not recorded. */
    boolean release(ImageBuildArn build, Instant at) {
        StoredItem meta = StoredItem.at(CatalogKeys.meta(build)).text(MetaItem.RELEASED, at);
        return table.update(meta.clearing(List.of(MetaItem.HOLD)), WriteConditions.exists(MetaItem.HOLD))
                || read(build).isPresent();
    }

    /** Checks the edition as well as the version, because {@link DynamoRetention} replaces only the edition. */
    private static Expression isUnchanged(MetaItem read) {
        return hasSameVersion(read)
                .and(WriteConditions.equal(MetaItem.EDITION, AttributeValue.fromS(read.editionId())));
    }

    private static Expression hasSameVersion(MetaItem read) {
        return WriteConditions.equal(
                MetaItem.VERSION, AttributeValue.fromS(read.version().toString()));
    }
}
