package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.dynamodb.table.WriteCondition;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes METAs: each write has a condition, and is false when that did not hold, so that nothing was written. */
final class MetaWriter {
    private final TableAccess table;

    MetaWriter(TableAccess table) {
        this.table = requireNonNull(table, "table");
    }

    /** Writes everything but the hold, if META is still the one that was read. */
    boolean replace(Optional<MetaItem> read, MetaItem by) {
        Map<String, AttributeValue> facts = new HashMap<>(by.item().attributes());
        facts.keySet().retainAll(MetaItem.FACTS);
        List<String> none =
                MetaItem.FACTS.stream().filter(fact -> !facts.containsKey(fact)).toList();
        WriteCondition condition =
                read.map(MetaWriter::isAsRead).orElseGet(() -> new WriteCondition().absent(CatalogTable.PARTITION_KEY));
        return table.update(by.item().key().toMap(), facts, none, condition);
    }

    /** Writes the edition alone, if META is still the one that was read. */
    boolean replaceEdition(MetaItem read, Edition by) {
        Map<String, AttributeValue> edition =
                Map.of(MetaItem.EDITION, text(by.id()), MetaItem.PARTS, text(Edition.format(by.parts())));
        return table.update(read.item().key().toMap(), edition, List.of(), isAsRead(read));
    }

    /** Writes the digest of the summary alone, if META is still of the same snapshot. */
    boolean settle(MetaItem meta, Digest summary) {
        return table.update(
                meta.item().key().toMap(),
                Map.of(MetaItem.SUMMARY, text(summary.hex())),
                List.of(),
                new WriteCondition().equal(MetaItem.VERSION, text(meta.version())));
    }

    /** Writes the hold alone, or removes it, if the build is recorded. */
    boolean hold(ImageBuildArn build, Optional<Hold> hold) {
        return table.update(
                CatalogKeys.meta(build).toMap(),
                hold.map(word -> Map.of(MetaItem.HOLD, MetaItem.format(word))).orElse(Map.of()),
                hold.isPresent() ? List.of() : List.of(MetaItem.HOLD),
                new WriteCondition().exists(CatalogTable.PARTITION_KEY));
    }

    /** Of the same snapshot, and with the same rows: {@link DynamoRetention} may have deleted them. */
    private static WriteCondition isAsRead(MetaItem read) {
        return new WriteCondition()
                .equal(MetaItem.VERSION, text(read.version()))
                .equal(MetaItem.EDITION, text(read.editionId()));
    }

    private static AttributeValue text(Object value) {
        return AttributeValue.fromS(value.toString());
    }
}
