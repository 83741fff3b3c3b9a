package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.image.SnapshotVersion;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** The details of a build that do not fit into its META, of one snapshot. */
final class MoreItem extends Item {
    static final TableSchema<MoreItem> SCHEMA = StaticTableSchema.builder(MoreItem.class)
            .newItemSupplier(MoreItem::new)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("v").getter(m -> m.version).setter((m, value) -> m.version = value))
            .addAttribute(String.class, a -> a.name("bs").getter(m -> m.base).setter((m, value) -> m.base = value))
            .flatten(Details.SCHEMA, m -> m.details, (m, value) -> m.details = value)
            .build();

    private String version;
    private String base;
    private Details details;

    static MoreItem of(ItemKey key, SnapshotVersion version, Optional<SnapshotVersion> base, Details details) {
        MoreItem item = new MoreItem();
        item.at(key);
        item.version = Versions.format(version);
        item.base = base.map(Versions::format).orElse(null);
        item.details = details;
        return item;
    }

    String id() {
        return key().sort().substring(CatalogKeys.MORE.length());
    }

    SnapshotVersion version() {
        return Versions.parse(version);
    }

    Optional<SnapshotVersion> base() {
        return Optional.ofNullable(base).map(Versions::parse);
    }

    Details details() {
        return details;
    }
}
