package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.StoredItem;
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
import imagefanout.model.image.Recipe;
import imagefanout.model.image.SnapshotVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The commit point of a build: its facts, its hold and the ID of its current edition. Attribute names are short because
 * DynamoDB bills writes by the kilobyte and each recording writes META twice. docs/architecture.md lists the names.
 */
record MetaItem(StoredItem item) {
    static final String VERSION = "v";
    static final String EDITION = "e";
    static final String PARTS = "g";
    static final String SUMMARY = "sd";
    static final String HOLD = "h";
    static final String HOLD_NUMBER = "hn";
    static final String RELEASED = "hr";

    /** When the build was chosen for removal; it stays when it is removed. */
    static final String CHOSEN = CatalogTable.CHOSEN;

    /** When the build was removed. From then on no reader sees it. */
    static final String REMOVED = "xr";

    private static final String CREATED = "c";
    private static final String NAME = "n";

    /** The attributes that a recording sets, or removes when they have no value. The hold is not included. */
    static final List<String> FACTS = List.of(
            VERSION, SUMMARY, EDITION, PARTS, "t", "st", "r", CREATED, "p", "k", NAME, "pf", "os", "dc", "ra", "rp",
            "rv", "w", CHOSEN, REMOVED);

    /** What is left of a removed build: enough to know it again in Image Builder's lists. */
    private static final Set<String> LEFT = Set.of(VERSION, SUMMARY, EDITION, CREATED, CHOSEN, REMOVED);

    /** Placeholder for the summary digest until a recording is complete. No summary has this digest. */
    private static final String UNFINISHED = "0".repeat(32);

    static MetaItem of(ImageSnapshot snapshot, Counts counts, Edition edition) {
        Build build = snapshot.build();
        StoredItem item = StoredItem.at(CatalogKeys.meta(build.arn()))
                .text(VERSION, snapshot.version())
                .text(SUMMARY, snapshot.summaryDigest().hex())
                .text(EDITION, edition.id())
                .text(PARTS, Edition.format(edition.parts()))
                .text("t", build.type())
                .text("st", build.state())
                .optional("r", build.reason())
                .text(CREATED, build.createdAt())
                .optional("p", build.pipeline())
                .numbers("k", List.of(counts.expected(), counts.recorded(), counts.unexpected()))
                .text(NAME, build.name())
                .optional("pf", build.platform())
                .optional("os", build.osVersion())
                .optional("dc", build.distributionConfigurationArn())
                .texts("w", build.warnings());
        build.recipe().ifPresent(recipe -> item.text("ra", recipe.arn())
                .optional("rp", recipe.parentImage())
                .value("rv", StoredVolumes.of(recipe.volumes())));
        return new MetaItem(item);
    }

    /** Marks the recording as incomplete: the recorder still has to delete the edition that it replaced. */
    void unfinished() {
        item.text(SUMMARY, UNFINISHED);
    }

    boolean isUnfinished() {
        return item.text(SUMMARY).equals(UNFINISHED);
    }

    /** What is kept of this build when its ARN is built again: Image Builder can no longer describe it. */
    StoredItem replacedBy(Edition newer) {
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        attributes.remove(HOLD);
        attributes.putAll(CatalogKeys.replaced(build(), newer.id()).toMap());
        Build dead = recorded().build().gone();
        return StoredItem.of(attributes).text("st", dead.state()).optional("r", dead.reason());
    }

    /** An update of this META, which changes nothing yet. */
    StoredItem update() {
        return StoredItem.at(item.key());
    }

    /** The attributes that a removed build loses. */
    static List<String> lost() {
        return Stream.concat(FACTS.stream().filter(name -> !LEFT.contains(name)), Stream.of(HOLD, RELEASED))
                .toList();
    }

    Optional<Instant> removedAt() {
        return item.optional(REMOVED).map(Instant::parse);
    }

    boolean isRemoved() {
        return removedAt().isPresent();
    }

    /** Whether everything but what is left of a removed build is still there. */
    boolean hasFacts() {
        return item.value(NAME).isPresent();
    }

    Instant createdAt() {
        return Instant.parse(item.text(CREATED));
    }

    Digest summaryDigest() {
        return new Digest(item.text(SUMMARY));
    }

    ImageBuildArn build() {
        return CatalogKeys.buildOf(item.key().partition());
    }

    SnapshotVersion version() {
        return SnapshotVersion.parse(item.text(VERSION));
    }

    SortedMap<Region, Integer> parts() {
        return Edition.parseParts(item.text(PARTS));
    }

    String editionId() {
        return item.text(EDITION);
    }

    Edition edition() {
        Build build = recorded().build();
        return new Edition(build(), editionId(), parts(), build.lineage(), build.position());
    }

    RecordedBuild recorded() {
        Build build = new Build(
                build(),
                item.text(NAME),
                ImageType.parse(item.text("t")),
                ImageState.parse(item.text("st")),
                item.optional("r"),
                createdAt(),
                item.optional("p").map(PipelineArn::parse),
                item.optional("ra").map(this::recipe),
                item.optional("pf"),
                item.optional("os"),
                item.optional("dc"),
                item.texts("w"));
        List<Integer> counts = item.numbers("k");
        return new RecordedBuild(
                build,
                new Counts(counts.get(0), counts.get(1), counts.get(2)),
                version().askedAt(),
                version().digest(),
                summaryDigest(),
                hold());
    }

    private Recipe recipe(String arn) {
        return new Recipe(
                arn,
                item.optional("rp"),
                item.value("rv").map(StoredVolumes::volumes).orElse(List.of()));
    }

    Optional<Hold> hold() {
        return item.value(HOLD)
                .map(StoredItem::pairs)
                .map(hold -> new Hold(hold.get("r"), hold.get("b"), Instant.parse(hold.get("a"))));
    }

    /** How many holds the build has had. 0 also for one that was set before they were counted. */
    long holdNumber() {
        return item.value(HOLD_NUMBER).isPresent() ? item.number(HOLD_NUMBER) : 0;
    }

    Optional<Instant> releasedAt() {
        return item.optional(RELEASED).map(Instant::parse);
    }

    static AttributeValue format(Hold hold) {
        return StoredItem.map(
                Map.of("r", hold.reason(), "b", hold.by(), "a", hold.at().toString()));
    }
}
