package imagefanout.dynamodb.catalog;

import static imagefanout.dynamodb.table.TableAccess.conditionally;
import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes METAs: each write has a condition, and is false when that did not hold, so that nothing was written. */
final class MetaWriter {
    private static final String IS_AS_READ = "#version = :version AND #edition = :edition";

    private final TableAccess table;

    MetaWriter(TableAccess table) {
        this.table = requireNonNull(table, "table");
    }

    /** Writes everything but the hold, if META is still the one that was read. */
    boolean replace(Optional<MetaItem> read, MetaItem by) {
        return conditionally(() -> table.items(MetaItem.FACTS).updateItem(update -> update.item(by)
                .conditionExpression(read.map(MetaWriter::isAsRead).orElseGet(() -> hasKey("attribute_not_exists")))));
    }

    /** Writes the edition alone, if META is still the one that was read. */
    boolean replaceEdition(MetaItem read, Edition by) {
        return conditionally(() -> table.client().updateItem(update -> update.tableName(table.name())
                .key(read.key().toMap())
                .updateExpression("SET #edition = :by, #parts = :parts")
                .conditionExpression(IS_AS_READ)
                .expressionAttributeNames(
                        Map.of("#edition", MetaItem.EDITION, "#parts", MetaItem.PARTS, "#version", MetaItem.VERSION))
                .expressionAttributeValues(Map.of(
                        ":by", text(by.id()),
                        ":parts", text(Edition.format(by.parts())),
                        ":edition", text(read.editionId()),
                        ":version", text(read.version())))));
    }

    /** Writes the digest of the summary alone, if META is still of the same snapshot. */
    boolean settle(MetaItem meta, Digest summary) {
        return conditionally(() -> table.client().updateItem(update -> update.tableName(table.name())
                .key(meta.key().toMap())
                .updateExpression("SET #summary = :summary")
                .conditionExpression("#version = :version")
                .expressionAttributeNames(Map.of("#summary", MetaItem.SUMMARY, "#version", MetaItem.VERSION))
                .expressionAttributeValues(Map.of(":summary", text(summary.hex()), ":version", text(meta.version())))));
    }

    /** Writes the hold alone, or removes it, if the build is recorded. */
    boolean hold(ImageBuildArn build, Optional<Hold> hold) {
        return conditionally(
                () -> table.items(MetaItem.HOLD).updateItem(update -> update.item(MetaItem.ofHold(build, hold))
                        .conditionExpression(hasKey("attribute_exists"))));
    }

    /** Of the same snapshot, and with the same rows: {@link DynamoRetention} may have removed them. */
    private static Expression isAsRead(MetaItem read) {
        return Expression.builder()
                .expression(IS_AS_READ)
                .putExpressionName("#version", MetaItem.VERSION)
                .putExpressionName("#edition", MetaItem.EDITION)
                .putExpressionValue(":version", text(read.version()))
                .putExpressionValue(":edition", text(read.editionId()))
                .build();
    }

    private static Expression hasKey(String function) {
        return Expression.builder()
                .expression(function + "(#pk)")
                .putExpressionName("#pk", CatalogTable.PARTITION_KEY)
                .build();
    }

    private static AttributeValue text(Object value) {
        return AttributeValue.fromS(value.toString());
    }
}
