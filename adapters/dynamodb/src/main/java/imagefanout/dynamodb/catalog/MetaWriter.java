package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteConditions;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes METAs: each write has a condition, and is false when that did not hold, so that nothing was written. */
final class MetaWriter {
    private final TableAccess table;

    MetaWriter(TableAccess table) {
        this.table = requireNonNull(table, "table");
    }

    /** Writes everything but the hold, if META is still the one that was read. */
    boolean replace(Optional<MetaItem> read, MetaItem by) {
        Expression condition =
                read.map(MetaWriter::isAsRead).orElseGet(() -> WriteConditions.absent(CatalogTable.PARTITION_KEY));
        return table.update(by.item().clearing(MetaItem.FACTS), condition);
    }

    /** Writes the edition alone, if META is still the one that was read. */
    boolean replaceEdition(MetaItem read, Edition by) {
        StoredItem edition = StoredItem.at(read.item().key())
                .text(MetaItem.EDITION, by.id())
                .text(MetaItem.PARTS, Edition.format(by.parts()));
        return table.update(edition, isAsRead(read));
    }

    /** Writes the digest of the summary alone, if META is still of the same snapshot. */
    boolean settle(MetaItem meta, Digest summary) {
        return table.update(
                StoredItem.at(meta.item().key()).text(MetaItem.SUMMARY, summary.hex()), isOfTheSnapshot(meta));
    }

    /** Writes the hold alone, or removes it, if the build is recorded. */
    boolean hold(ImageBuildArn build, Optional<Hold> hold) {
        StoredItem meta = StoredItem.at(CatalogKeys.meta(build));
        hold.ifPresent(word -> meta.value(MetaItem.HOLD, MetaItem.format(word)));
        return table.update(meta.clearing(List.of(MetaItem.HOLD)), WriteConditions.exists(CatalogTable.PARTITION_KEY));
    }

    /** Of the same snapshot, and with the same rows: {@link DynamoRetention} may have deleted them. */
    private static Expression isAsRead(MetaItem read) {
        return isOfTheSnapshot(read)
                .and(WriteConditions.equal(MetaItem.EDITION, AttributeValue.fromS(read.editionId())));
    }

    private static Expression isOfTheSnapshot(MetaItem read) {
        return WriteConditions.equal(
                MetaItem.VERSION, AttributeValue.fromS(read.version().toString()));
    }
}
