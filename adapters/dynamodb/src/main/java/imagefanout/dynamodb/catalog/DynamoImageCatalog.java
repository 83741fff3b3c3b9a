package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Consistency;
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
import imagefanout.model.image.ImageSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores the catalog in a DynamoDB table with the schema of {@link CatalogTable}. */
public final class DynamoImageCatalog implements ImageCatalog {
    private static final int MAX_TRIES = 10;

    private final TableAccess table;
    private final MetaStore metas;
    private final HoldStore holds;
    private final EditionRows rows;
    private final Directory directory;

    /** What {@link #buildToRecord} read of builds that have no META. */
    private final Map<ImageBuildArn, BuildPartition> toRecord = new ConcurrentHashMap<>();

    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline) {
        this(new TableAccess(client, table, deadline), Optional.empty());
    }

    /** @param remembered shared by the catalogs of an instance */
    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline, RememberedRows remembered) {
        this(new TableAccess(client, table, deadline), Optional.of(remembered));
    }

    DynamoImageCatalog(TableAccess table, Optional<RememberedRows> remembered) {
        this.table = table;
        this.metas = new MetaStore(table);
        this.holds = new HoldStore(table);
        this.rows = new EditionRows(table, remembered);
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
            BuildPartition found = BuildPartition.read(table, arn);
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
            Optional<RecordedImage> image = image(meta.get(), asked);
            if (image.isPresent()) {
                return image;
            }
        }
        throw new StorageException(arn + " kept changing");
    }

    /** Returns empty if the edition was replaced since META was read. */
    private Optional<RecordedImage> image(MetaItem meta, Predicate<Region> asked) {
        return rows.read(meta.edition(), asked).map(fanOut -> new RecordedImage(meta.recorded(), fanOut));
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
        return table.inTable("read builds", () -> metas.readEvenRemoved(arns, Consistency.STRONG).values().stream()
                .collect(Collectors.toMap(MetaItem::build, MetaItem::summaryDigest)));
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
        return table.inTable("read the pipelines named " + name, () -> directory.pipelinesNamed(name));
    }

    @Override
    public Set<ImageArn> imagesNamed(String name) {
        return table.inTable("read the images named " + name, () -> directory.imagesNamed(name));
    }

    @Override
    public ResultPage<DirectoryEntry<ImageArn>, ImageArn> imageEntries(Optional<ImageArn> after, int limit) {
        return table.inTable(
                "read the images without a pipeline",
                () -> directory.page(CatalogKeys.IMAGES, after, limit, ImageArn::parse));
    }

    @Override
    public ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit) {
        String partition = CatalogKeys.entries(lineage);
        return table.inTable("read the builds of " + lineage, () -> new CurrentRows(
                        table, partition, "", Optional.empty(), CatalogKeys::entry)
                .newestFirst(before, limit)
                .page(row -> row.meta().recorded()));
    }

    @Override
    public ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit) {
        return table.inTable("read what " + audience + " may launch of " + lineage, () -> offers(
                        audience, CatalogKeys.offersOf(lineage), region)
                .newestFirst(before, limit)
                .page(DynamoImageCatalog::usable));
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
                () -> offers(audience, CatalogKeys.offersOf(lineage), Optional.empty()).of(arns).stream()
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
                    offers(audience, CatalogKeys.IMAGE, region).newestOfEach(after, limit, builds);
            List<UsableLineage> lineages = new ArrayList<>();
            found.slices().forEach((lineage, slice) -> {
                ResultPage<UsableCopy, BuildPosition> newest = slice.rows().isEmpty() && slice.hasMore()
                        ? usable(audience, lineage, region, Optional.empty(), builds)
                        : slice.page(DynamoImageCatalog::usable);
                if (!newest.items().isEmpty()) {
                    lineages.add(new UsableLineage(lineage, newest));
                }
            });
            List<Lineage> all = List.copyOf(found.slices().keySet());
            return new ResultPage<>(
                    lineages, found.hasMore() ? Optional.of(all.get(all.size() - 1)) : Optional.empty());
        });
    }

    private CurrentRows offers(Audience audience, String prefix, Optional<Region> region) {
        String partition = CatalogKeys.offers(audience);
        return new CurrentRows(table, partition, prefix, region, edition -> CatalogKeys.offer(audience, edition));
    }

    @Override
    public Set<Audience> openedTo(Lineage lineage) {
        return table.inTable("read which audiences may use " + lineage, () -> directory.openedTo(lineage));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The AMI item alone may belong to an edition that is not current, so the current one is read, too.
     */
    @Override
    public Optional<AmiOrigin> origin(AmiId ami) {
        return table.inTable("read the origin of " + ami, () -> {
            List<StoredKey> key = List.of(CatalogKeys.ami(ami));
            return table.batches().read(key, Consistency.EVENTUAL).values().stream()
                    .map(item -> AmiItem.origin(ami, item))
                    .flatMap(origin -> (isCurrent(origin) ? Optional.of(origin) : replaced(origin)).stream())
                    .findFirst();
        });
    }

    private boolean isCurrent(AmiOrigin origin) {
        return image(origin.build(), origin.copy().region()::equals)
                .filter(image -> image.fanOut().has(origin.ami(), origin.copy()))
                .isPresent();
    }

    /** Looks for the AMI in the builds that were made earlier under the same ARN. */
    private Optional<AmiOrigin> replaced(AmiOrigin origin) {
        return table
                .queries()
                .all(
                        CatalogKeys.buildPartition(origin.build()),
                        CatalogKeys.REPLACED,
                        CatalogKeys.REPLACED + StoredKey.LAST)
                .stream()
                .flatMap(item -> image(new MetaItem(item), region -> true).stream())
                .filter(image -> image.fanOut().has(origin.ami(), origin.copy()))
                .map(image -> new AmiOrigin(origin.ami(), origin.build(), origin.copy(), Optional.of(image)))
                .findFirst();
    }
}
