package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.Digest;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
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

/**
 * The commit point of a build: its facts, its hold, and which edition of its rows is current. Attribute names are short, because
 * every recording writes them twice and they are paid for by the kilobyte; docs/architecture.md spells them.
 */
final class MetaItem extends Item {
    static final String VERSION = "v";
    static final String EDITION = "e";
    static final String PARTS = "g";
    static final String SUMMARY = "sd";

    /** Replaces the summary's digest until a recording is finished: no summary has this one. */
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
            .build();

    private String version;
    private String summary;
    private String edition;
    private String parts;
    private String type;
    private String state;
    private String createdAt;
    private String pipeline;
    private List<Integer> counts;
    private Details details;
    private Map<String, String> hold;

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
                        String.class,
                        a -> a.name(EDITION).getter(m -> m.edition).setter((m, v) -> m.edition = v))
                .addAttribute(
                        String.class, a -> a.name(PARTS).getter(m -> m.parts).setter((m, v) -> m.parts = v))
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

    static MetaItem of(ImageSnapshot snapshot, Counts counts, Edition edition) {
        Build build = snapshot.build();
        MetaItem meta = new MetaItem();
        meta.at(CatalogKeys.meta(build.arn()));
        meta.version = snapshot.version().toString();
        meta.summary = snapshot.summaryDigest().hex();
        meta.edition = edition.id();
        meta.parts = Edition.format(edition.parts());
        meta.type = build.type().name();
        meta.state = build.state().name();
        meta.createdAt = build.createdAt().toString();
        meta.pipeline = build.pipeline().map(PipelineArn::toString).orElse(null);
        meta.counts = List.of(counts.expected(), counts.recorded(), counts.unexpected());
        meta.details = Details.of(build);
        return meta;
    }

    /** Marks that the recorder which makes this current has yet to delete what it replaced. */
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
        return SnapshotVersion.parse(version);
    }

    SortedMap<Region, Integer> parts() {
        return Edition.parseParts(parts);
    }

    String editionId() {
        return edition;
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
