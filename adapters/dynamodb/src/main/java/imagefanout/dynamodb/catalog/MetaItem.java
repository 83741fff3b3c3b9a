package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.dynamodb.table.ItemSize;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** The commit point of a build: what is written in it is seen, and only that. */
final class MetaItem extends Item {
    static final String VERSION = "v";
    static final String PARTS = "g";
    static final String SUMMARY = "sd";

    /** The edition whose rows are being made to expire, by its id and parts. A recording leaves it alone. */
    static final String EXPIRING = "y";

    /** In the place of the summary's digest while a recording is not finished: no summary has it. */
    private static final String UNFINISHED = "0".repeat(32);

    private static final EnhancedType<List<Integer>> NUMBERS = EnhancedType.listOf(Integer.class);

    /** What a recording writes: never the hold. */
    static final StaticTableSchema<MetaItem> FACTS = facts().build();

    /** What holding and releasing write: nothing else. */
    static final StaticTableSchema<MetaItem> HOLD = StaticTableSchema.builder(MetaItem.class)
            .newItemSupplier(MetaItem::new)
            .extend(KEYS)
            .addAttribute(
                    EnhancedType.mapOf(String.class, String.class),
                    a -> a.name("h").getter(m -> m.hold).setter((m, v) -> m.hold = v))
            .build();

    /** What readers read. */
    static final TableSchema<MetaItem> SCHEMA = facts().addAttribute(
                    EnhancedType.mapOf(String.class, String.class),
                    a -> a.name("h").getter(m -> m.hold).setter((m, v) -> m.hold = v))
            .addAttribute(
                    String.class, a -> a.name(EXPIRING).getter(m -> m.expiring).setter((m, v) -> m.expiring = v))
            .build();

    /** Beyond this, the details move to an item of their own: with the keys and a hold, META stays below 2 KB. */
    private static final int MOST_INLINE = 600;

    private String version;
    private String summary;
    private String edition;
    private String parts;
    private String more;
    private String type;
    private String state;
    private String createdAt;
    private String pipeline;
    private List<Integer> counts;
    private Details details;
    private Map<String, String> hold;
    private String expiring;
    private boolean attached;

    private static StaticTableSchema.Builder<MetaItem> facts() {
        return StaticTableSchema.builder(MetaItem.class)
                .newItemSupplier(MetaItem::new)
                .extend(KEYS)
                .addAttribute(
                        String.class,
                        a -> a.name(VERSION).getter(m -> m.version).setter((m, v) -> m.version = v))
                .addAttribute(
                        String.class,
                        a -> a.name(SUMMARY).getter(m -> m.summary).setter((m, v) -> m.summary = v))
                .addAttribute(
                        String.class, a -> a.name("e").getter(m -> m.edition).setter((m, v) -> m.edition = v))
                .addAttribute(
                        String.class, a -> a.name(PARTS).getter(m -> m.parts).setter((m, v) -> m.parts = v))
                .addAttribute(String.class, a -> a.name("m").getter(m -> m.more).setter((m, v) -> m.more = v))
                .addAttribute(String.class, a -> a.name("t").getter(m -> m.type).setter((m, v) -> m.type = v))
                .addAttribute(
                        String.class, a -> a.name("st").getter(m -> m.state).setter((m, v) -> m.state = v))
                .addAttribute(
                        String.class, a -> a.name("c").getter(m -> m.createdAt).setter((m, v) -> m.createdAt = v))
                .addAttribute(
                        String.class, a -> a.name("p").getter(m -> m.pipeline).setter((m, v) -> m.pipeline = v))
                .addAttribute(NUMBERS, a -> a.name("k").getter(m -> m.counts).setter((m, v) -> m.counts = v))
                .flatten(Details.SCHEMA, m -> m.details, (m, v) -> m.details = v);
    }

    static MetaItem of(ImageSnapshot snapshot, Counts counts, Edition edition, Optional<SnapshotVersion> base) {
        Build build = snapshot.build();
        MetaItem meta = new MetaItem();
        meta.at(CatalogKeys.meta(build.arn()));
        meta.version = Versions.format(snapshot.version());
        meta.summary = snapshot.summaryDigest().hex();
        meta.edition = edition.id();
        meta.parts = Edition.format(edition.parts());
        meta.type = build.type().name();
        meta.state = build.state().name();
        meta.createdAt = build.createdAt().toString();
        meta.pipeline = build.pipeline().map(PipelineArn::toString).orElse(null);
        meta.counts = List.of(counts.expected(), counts.recorded(), counts.unexpected());
        Details details = Details.of(build);
        if (ItemSize.of(Details.SCHEMA.itemToMap(details, true)) <= MOST_INLINE) {
            meta.details = details;
        } else {
            meta.details = new Details();
            meta.more = Digest.of("more")
                    .add(meta.version)
                    .add(base.map(Versions::format))
                    .end()
                    .hex();
        }
        return meta;
    }

    /** A recorder has made this current and has not cleared up behind it yet. */
    void unfinished() {
        summary = UNFINISHED;
    }

    boolean isUnfinished() {
        return summary.equals(UNFINISHED);
    }

    static MetaItem ofHold(ImageBuildArn build, Optional<Hold> hold) {
        MetaItem meta = new MetaItem();
        meta.at(CatalogKeys.meta(build));
        hold.ifPresent(word -> meta.hold =
                Map.of("r", word.reason(), "b", word.by(), "a", word.at().toString()));
        return meta;
    }

    ImageBuildArn build() {
        return CatalogKeys.buildOf(key().partition());
    }

    SnapshotVersion version() {
        return Versions.parse(version);
    }

    SortedMap<Region, Integer> parts() {
        return Edition.parseParts(parts);
    }

    String editionId() {
        return edition;
    }

    Optional<String> more() {
        return Optional.ofNullable(more);
    }

    Optional<ItemKey> moreKey() {
        return more().map(id -> CatalogKeys.more(build(), id));
    }

    /** Whether the details are here. */
    boolean isWhole() {
        return more == null || attached;
    }

    /** The same, with the details that stand in an item of their own. */
    MetaItem with(MoreItem item) {
        details = item.details();
        attached = true;
        return this;
    }

    Edition edition() {
        RecordedBuild recorded = recorded();
        return new Edition(
                build(),
                edition,
                parts(),
                recorded.build().lineage(),
                recorded.build().position());
    }

    /** The edition whose rows are being made to expire. */
    Optional<Edition> expiring() {
        return Optional.ofNullable(expiring).map(text -> text.split(";", 3)).map(word -> {
            Edition current = edition();
            return new Edition(
                    build(), word[0], Edition.parseParts(word[2]), Lineage.parse(word[1]), current.position());
        });
    }

    static String formatExpiring(Edition edition) {
        return edition.id() + ";" + edition.lineage() + ";" + Edition.format(edition.parts());
    }

    RecordedBuild recorded() {
        Build build = new Build(
                build(),
                details.name(),
                ImageType.parse(type),
                ImageState.parse(state),
                details.reason(),
                Instant.parse(createdAt),
                Optional.ofNullable(pipeline).map(PipelineArn::parse),
                details.recipe(),
                details.platform(),
                details.osVersion(),
                details.distribution());
        SnapshotVersion recordedVersion = version();
        return new RecordedBuild(
                build,
                new Counts(counts.get(0), counts.get(1), counts.get(2)),
                recordedVersion.askedAt(),
                recordedVersion.digest(),
                new Digest(summary),
                hold());
    }

    Optional<Hold> hold() {
        return Optional.ofNullable(hold)
                .map(word -> new Hold(word.get("r"), word.get("b"), Instant.parse(word.get("a"))));
    }
}
