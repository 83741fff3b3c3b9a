package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.catalog.CurrentRows.Slice;
import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores the catalog in a DynamoDB table with the schema of {@link CatalogTable}. Create one per invocation; the client
 * may be shared across invocations.
 */
public final class DynamoImageCatalog implements ImageCatalog {
    private static final int MAX_TRIES = 10;

    private final TableAccess table;
    private final Batches batches;
    private final ItemQueries queries;
    private final MetaStore metas;
    private final HoldStore holds;
    private final EditionRows rows;
    private final Directory directory;

    /** What {@link #buildToRecord} read of builds that have no META. */
    private final Map<ImageBuildArn, BuildPartition> toRecord = new ConcurrentHashMap<>();

    /** @param deadline limits every call and every pause between retries */
    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline) {
        this(new TableAccess(client, table, deadline), Optional.empty());
    }

    /**
     * @param deadline limits every call and every pause between retries
     * @param remembered shared by the catalogs of an instance
     */
    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline, RememberedRows remembered) {
        this(new TableAccess(client, table, deadline), Optional.of(remembered));
    }

    DynamoImageCatalog(TableAccess table) {
        this(table, Optional.empty());
    }

    private DynamoImageCatalog(TableAccess table, Optional<RememberedRows> remembered) {
        this.table = requireNonNull(table, "table");
        this.batches = table.batches();
        this.queries = table.queries();
        this.metas = new MetaStore(table);
        this.holds = new HoldStore(table);
        this.rows = new EditionRows(batches, remembered);
        this.directory = new Directory(table);
    }

    @Override
    public Recording record(ImageSnapshot snapshot) {
        ImageBuildArn arn = snapshot.build().arn();
        Optional<BuildPartition> read = Optional.ofNullable(toRecord.remove(arn));
        return table.inTable("record " + arn, () -> new Recorder(table, snapshot, read).record());
    }

    @Override
    public Optional<RecordedBuild> build(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> metas.read(arn).map(MetaItem::recorded));
    }

    @Override
    public Optional<RecordedBuild> buildToRecord(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> {
            BuildPartition found = BuildPartition.read(queries, arn);
            if (found.meta().isEmpty()) {
                toRecord.put(arn, found);
            } else {
                toRecord.remove(arn);
            }
            return found.meta().filter(meta -> !meta.isRemoved()).map(MetaItem::recorded);
        });
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> image(arn, region -> true));
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions) {
        return table.inTable("read " + arn, () -> image(arn, regions::contains));
    }

    private Optional<RecordedImage> image(ImageBuildArn arn, Predicate<Region> asked) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<MetaItem> meta = metas.read(arn);
            if (meta.isEmpty()) {
                return Optional.empty();
            }
            Edition edition = meta.get().edition();
            SortedMap<Region, Integer> parts = new TreeMap<>(edition.parts());
            parts.keySet().removeIf(asked.negate());
            Optional<FanOut> fanOut = rows.read(edition, parts);
            if (fanOut.isPresent()) {
                return Optional.of(new RecordedImage(meta.get().recorded(), fanOut.get()));
            }
        }
        throw new StorageException(arn + " kept changing");
    }

    @Override
    public boolean hold(ImageBuildArn arn, Hold hold) {
        return table.inTable("hold " + arn, () -> holds.hold(arn, hold));
    }

    @Override
    public boolean release(ImageBuildArn arn, Release release) {
        return table.inTable("release " + arn, () -> holds.release(arn, release));
    }

    @Override
    public ResultPage<HeldPeriod, Long> holds(ImageBuildArn arn, Optional<Long> before, int limit) {
        return table.inTable("read the holds of " + arn, () -> holds.history(arn, before, limit));
    }

    @Override
    public List<RecordedBuild> heldBuilds() {
        return table.inTable("read the builds on hold", holds::held);
    }

    @Override
    public Optional<Instant> releasedAt(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> metas.read(arn).flatMap(MetaItem::releasedAt));
    }

    @Override
    public Map<ImageBuildArn, Digest> summaries(Set<ImageBuildArn> arns) {
        return table.inTable("read builds", () -> {
            Map<ImageBuildArn, Digest> summaries = new HashMap<>();
            metas.readEvenRemoved(arns, Consistency.STRONG)
                    .forEach((arn, meta) -> summaries.put(arn, meta.summaryDigest()));
            return summaries;
        });
    }

    @Override
    public Optional<Instant> removedAt(ImageBuildArn arn) {
        return table.inTable(
                "read " + arn, () -> metas.readEvenRemoved(Set.of(arn), Consistency.STRONG).values().stream()
                        .flatMap(meta -> meta.removedAt().stream())
                        .findFirst());
    }

    @Override
    public ResultPage<DirectoryEntry<PipelineArn>, PipelineArn> pipelineEntries(
            Optional<PipelineArn> after, int limit) {
        return table.inTable(
                "read the pipelines", () -> directory.page(CatalogKeys.PIPELINES, after, limit, PipelineArn::parse));
    }

    @Override
    public List<DirectoryEntry<PipelineArn>> entries(Set<PipelineArn> pipelines) {
        return table.inTable("read " + pipelines.size() + " pipelines", () -> directory.entries(pipelines));
    }

    @Override
    public Set<NamedLineage> pipelinesNamed(String name) {
        return table.inTable("read the pipelines named " + name, () -> {
            Map<PipelineArn, Set<Audience>> openedTo = new HashMap<>();
            for (String text : directory.all(CatalogKeys.named(name), CatalogKeys.PIPELINE)) {
                String[] arnAndAudience = text.split("#", 2);
                PipelineArn pipeline = PipelineArn.parse(arnAndAudience[0]);
                Set<Audience> audiences = openedTo.computeIfAbsent(pipeline, arn -> new HashSet<>());
                if (arnAndAudience.length == 2) {
                    audiences.add(Audience.parse(arnAndAudience[1]));
                }
            }
            return openedTo.entrySet().stream()
                    .map(pipeline -> new NamedLineage(pipeline.getKey(), pipeline.getValue()))
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    @Override
    public Set<ImageArn> imagesNamed(String name) {
        return table.inTable(
                "read the images named " + name,
                () -> directory.all(CatalogKeys.named(name), CatalogKeys.IMAGE).stream()
                        .map(text -> ImageArn.parse(text.split("#", 2)[0]))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public ResultPage<DirectoryEntry<ImageArn>, ImageArn> imageEntries(Optional<ImageArn> after, int limit) {
        return table.inTable(
                "read the images without a pipeline",
                () -> directory.page(CatalogKeys.IMAGES, after, limit, ImageArn::parse));
    }

    @Override
    public ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit) {
        return table.inTable("read the builds of " + lineage, () -> {
            Slice found = new CurrentRows(queries, batches, metas, CatalogKeys::entry)
                    .newestFirst(CatalogKeys.entries(lineage), "", before, limit);
            List<RecordedBuild> builds =
                    found.rows().stream().map(row -> row.meta().recorded()).toList();
            return page(builds, found.hasMore(), build -> build.build().position());
        });
    }

    @Override
    public ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit) {
        return table.inTable("read what " + audience + " may launch of " + lineage, () -> {
            String partition = CatalogKeys.offers(audience);
            String prefix = CatalogKeys.offersOf(lineage);
            CurrentRows offers = offers(audience);
            return copies(
                    region.isPresent()
                            ? offers.newestFirst(partition, prefix, before, limit, in(region))
                            : offers.newestFirst(partition, prefix, before, limit));
        });
    }

    @Override
    public List<RecordedBuild> builds(Set<ImageBuildArn> arns) {
        return table.inTable("read builds", () -> metas.read(arns, Consistency.STRONG).values().stream()
                .map(MetaItem::recorded)
                .sorted(Comparator.comparing(build -> build.build().position(), Comparator.reverseOrder()))
                .toList());
    }

    @Override
    public List<UsableCopy> usable(Audience audience, Lineage lineage, Set<ImageBuildArn> arns) {
        return table.inTable(
                "read what " + audience + " may launch of " + lineage,
                () -> offers(audience).of(CatalogKeys.offers(audience), CatalogKeys.offersOf(lineage), arns).stream()
                        .map(DynamoImageCatalog::usable)
                        .sorted(Comparator.comparing(
                                copy -> copy.recorded().build().position(), Comparator.reverseOrder()))
                        .toList());
    }

    private static UsableCopy usable(CurrentRows.Current row) {
        return new UsableCopy(row.meta().recorded(), OfferItem.owned(row.row()), OfferItem.shared(row.row()));
    }

    @Override
    public ResultPage<UsableLineage, Lineage> lineages(
            Audience audience, Optional<Region> region, Optional<Lineage> after, int limit, int builds) {
        return table.inTable("read what is open to " + audience, () -> {
            CurrentRows.Lineages found =
                    offers(audience).newestOfEach(CatalogKeys.offers(audience), after, limit, builds, in(region));
            List<UsableLineage> lineages = new ArrayList<>();
            found.slices().forEach((lineage, slice) -> {
                ResultPage<UsableCopy, BuildPosition> newest = slice.rows().isEmpty() && slice.hasMore()
                        ? usable(audience, lineage, region, Optional.empty(), builds)
                        : copies(slice);
                if (!newest.items().isEmpty()) {
                    lineages.add(new UsableLineage(lineage, newest));
                }
            });
            List<Lineage> all = List.copyOf(found.slices().keySet());
            return new ResultPage<>(
                    lineages, found.hasMore() ? Optional.of(all.get(all.size() - 1)) : Optional.empty());
        });
    }

    private CurrentRows offers(Audience audience) {
        return new CurrentRows(queries, batches, metas, edition -> CatalogKeys.offer(audience, edition));
    }

    private static Predicate<BuildRow> in(Optional<Region> region) {
        return row -> region.stream().allMatch(in -> OfferItem.reaches(row, in));
    }

    private static ResultPage<UsableCopy, BuildPosition> copies(Slice offers) {
        List<UsableCopy> copies =
                offers.rows().stream().map(DynamoImageCatalog::usable).toList();
        return page(copies, offers.hasMore(), copy -> copy.recorded().build().position());
    }

    @Override
    public Set<Audience> openedTo(Lineage lineage) {
        return table.inTable(
                "read which audiences may use " + lineage,
                () -> directory.all(CatalogKeys.named(lineage.name()), CatalogKeys.openings(lineage)).stream()
                        .map(Audience::parse)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The AMI item alone may belong to an edition that is not current, so the current one is read, too.
     */
    @Override
    public Optional<AmiOrigin> origin(AmiId ami) {
        return table.inTable("read the origin of " + ami, () -> {
            StoredKey key = CatalogKeys.ami(ami);
            return Optional.ofNullable(
                            batches.read(List.of(key), Consistency.EVENTUAL).get(key))
                    .map(item -> AmiItem.origin(ami, item))
                    .flatMap(origin -> isCurrent(origin) ? Optional.of(origin) : replaced(origin));
        });
    }

    private boolean isCurrent(AmiOrigin origin) {
        return image(origin.build(), origin.copy().region()::equals)
                .filter(image -> image.fanOut().has(origin.ami(), origin.copy()))
                .isPresent();
    }

    /** Looks for the AMI in the builds that were made earlier under the same ARN. */
    private Optional<AmiOrigin> replaced(AmiOrigin origin) {
        String prefix = CatalogKeys.REPLACED;
        return queries.all(CatalogKeys.buildPartition(origin.build()), prefix, prefix + StoredKey.LAST).stream()
                .map(MetaItem::new)
                .flatMap(
                        meta -> rows
                                .read(meta.edition(), meta.parts())
                                .map(fanOut -> new RecordedImage(meta.recorded(), fanOut))
                                .stream())
                .filter(image -> image.fanOut().has(origin.ami(), origin.copy()))
                .map(image -> new AmiOrigin(origin.ami(), origin.build(), origin.copy(), Optional.of(image)))
                .findFirst();
    }

    private static <T, P> ResultPage<T, P> page(List<T> items, boolean hasMore, Function<T, P> position) {
        return new ResultPage<>(
                items, hasMore ? Optional.of(position.apply(items.get(items.size() - 1))) : Optional.empty());
    }
}
