package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/**
 * Says, before anything else is written, which edition is about to be written and which one it replaces. It is deleted when
 * nothing is left to do, so whoever comes next can finish or undo what a killed process has left.
 */
final class AttemptItem extends Item {
    static final TableSchema<AttemptItem> SCHEMA = StaticTableSchema.builder(AttemptItem.class)
            .newItemSupplier(AttemptItem::new)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("v").getter(t -> t.version).setter((t, v) -> t.version = v))
            .addAttribute(String.class, a -> a.name("bs").getter(t -> t.base).setter((t, v) -> t.base = v))
            .addAttribute(
                    EnhancedType.mapOf(String.class, String.class),
                    a -> a.name("e").getter(t -> t.edition).setter((t, v) -> t.edition = v))
            .addAttribute(
                    EnhancedType.mapOf(String.class, String.class),
                    a -> a.name("o").getter(t -> t.replaced).setter((t, v) -> t.replaced = v))
            .build();

    private String version;
    private String base;
    private Map<String, String> edition;
    private Map<String, String> replaced;

    static AttemptItem of(
            SnapshotVersion version, Optional<SnapshotVersion> base, Edition edition, Optional<Edition> replaced) {
        AttemptItem item = new AttemptItem();
        item.at(CatalogKeys.attempt(edition.build(), edition.id()));
        item.version = version.toString();
        item.base = base.map(SnapshotVersion::toString).orElse(null);
        item.edition = format(edition);
        item.replaced = replaced.map(AttemptItem::format).orElse(null);
        return item;
    }

    SnapshotVersion version() {
        return SnapshotVersion.parse(version);
    }

    /** The version that META must still hold for this attempt to succeed; empty when there must be no META. */
    Optional<SnapshotVersion> base() {
        return Optional.ofNullable(base).map(SnapshotVersion::parse);
    }

    Edition edition() {
        return parse(edition);
    }

    /** The edition that this attempt replaces, if it succeeds. */
    Optional<Edition> replaced() {
        return Optional.ofNullable(replaced).map(this::parse);
    }

    private static Map<String, String> format(Edition edition) {
        return Map.of(
                "i", edition.id(),
                "g", Edition.format(edition.parts()),
                "l", edition.lineage().toString(),
                "c", edition.position().createdAt().toString());
    }

    private Edition parse(Map<String, String> text) {
        ImageBuildArn build = CatalogKeys.buildOf(key().partition());
        BuildPosition position =
                new BuildPosition(Instant.parse(text.get("c")), build.version(), build.build(), build.name());
        return new Edition(
                build, text.get("i"), Edition.parseParts(text.get("g")), Lineage.parse(text.get("l")), position);
    }
}
