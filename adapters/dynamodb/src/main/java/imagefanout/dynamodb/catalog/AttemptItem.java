package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Names the edition that a process is about to write and the edition that it replaces. It is written before any other
 * item and deleted when the work is complete, so that a later process can finish or undo the work of a killed one.
 */
record AttemptItem(StoredItem item) {

    static AttemptItem of(
            SnapshotVersion version, Optional<SnapshotVersion> base, Edition edition, Optional<Edition> replaced) {
        return new AttemptItem(StoredItem.at(CatalogKeys.attempt(edition.build(), edition.id()))
                .text("v", version)
                .optional("bs", base)
                .pairs("e", format(edition))
                .pairs("o", replaced.map(AttemptItem::format).orElse(Map.of())));
    }

    /** Marks that the replaced edition belongs to another build of the same ARN, whose copies are kept. */
    AttemptItem keepingCopies() {
        item.flag("k", true);
        return this;
    }

    boolean keepsCopies() {
        return item.flag("k");
    }

    SnapshotVersion version() {
        return SnapshotVersion.parse(item.text("v"));
    }

    /** The version that META must still hold for this attempt to succeed; empty when there must be no META. */
    Optional<SnapshotVersion> base() {
        return item.optional("bs").map(SnapshotVersion::parse);
    }

    Edition edition() {
        return parse(item.pairs("e"));
    }

    /** The edition that this attempt replaces, if it succeeds. */
    Optional<Edition> replaced() {
        return item.value("o").map(StoredItem::pairs).map(this::parse);
    }

    private static Map<String, String> format(Edition edition) {
        return Map.of(
                "i", edition.id(),
                "g", Edition.format(edition.parts()),
                "l", edition.lineage().toString(),
                "c", edition.position().createdAt().toString());
    }

    private Edition parse(Map<String, String> text) {
        ImageBuildArn build = CatalogKeys.buildOf(item.key().partition());
        BuildPosition position =
                new BuildPosition(Instant.parse(text.get("c")), build.version(), build.build(), build.name());
        return new Edition(
                build, text.get("i"), Edition.parseParts(text.get("g")), Lineage.parse(text.get("l")), position);
    }
}
