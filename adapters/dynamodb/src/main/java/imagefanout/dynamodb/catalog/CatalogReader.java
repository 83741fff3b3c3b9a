package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.catalog.CurrentRows.Slice;
import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemQueries;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the catalog. */
final class CatalogReader {
    private static final int MAX_TRIES = 10;

    private final Batches batches;
    private final ItemQueries queries;
    private final MetaReader metas;
    private final EditionRows rows;
    private final Directory directory;

    CatalogReader(TableAccess table) {
        this.batches = table.batches();
        this.queries = table.queries();
        this.metas = new MetaReader(batches);
        this.rows = new EditionRows(batches);
        this.directory = new Directory(batches, queries);
    }

    Optional<RecordedBuild> build(ImageBuildArn arn) {
        return metas.read(arn).map(MetaItem::recorded);
    }

    Optional<RecordedImage> image(ImageBuildArn arn, Predicate<Region> asked) {
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

    ResultPage<PipelineArn, PipelineArn> pipelines(Optional<PipelineArn> after, int limit) {
        return directory.page(CatalogKeys.PIPELINES, after, limit, PipelineArn::parse);
    }

    Set<NamedLineage> pipelinesNamed(String name) {
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
    }

    Set<ImageArn> imagesNamed(String name) {
        return directory.all(CatalogKeys.named(name), CatalogKeys.IMAGE).stream()
                .map(text -> ImageArn.parse(text.split("#", 2)[0]))
                .collect(Collectors.toUnmodifiableSet());
    }

    ResultPage<ImageArn, ImageArn> imagesWithoutPipeline(Optional<ImageArn> after, int limit) {
        return directory.page(CatalogKeys.IMAGES, after, limit, ImageArn::parse);
    }

    Set<Audience> openedTo(Lineage lineage) {
        return directory.all(CatalogKeys.named(lineage.name()), CatalogKeys.openings(lineage)).stream()
                .map(Audience::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit) {
        Slice found = new CurrentRows(queries, batches, metas, CatalogKeys::entry)
                .newestFirst(CatalogKeys.entries(lineage), "", before, limit);
        List<RecordedBuild> builds =
                found.rows().stream().map(row -> row.meta().recorded()).toList();
        return page(builds, found.hasMore(), build -> build.build().position());
    }

    ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit) {
        Slice found = offers(audience, lineage, before, limit);
        List<UsableCopy> copies = found.rows().stream()
                .map(row ->
                        new UsableCopy(row.meta().recorded(), OfferItem.owned(row.row()), OfferItem.shared(row.row())))
                .toList();
        return page(copies, found.hasMore(), copy -> copy.recorded().build().position());
    }

    private Slice offers(Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit) {
        return new CurrentRows(queries, batches, metas, edition -> CatalogKeys.offer(audience, edition))
                .newestFirst(CatalogKeys.offers(audience), CatalogKeys.offersOf(lineage), before, limit);
    }

    /** Jumps from lineage to lineage instead of reading all builds. */
    ResultPage<Lineage, Lineage> lineages(Audience audience, Optional<Lineage> after, int limit) {
        List<Lineage> lineages = new ArrayList<>();
        String partition = CatalogKeys.offers(audience);
        String from = after.map(lineage -> CatalogKeys.offersOf(lineage) + StoredKey.LAST)
                .orElse(CatalogKeys.IMAGE);
        while (lineages.size() <= limit) {
            List<StoredItem> next = queries.ascending(partition, from, CatalogKeys.IMAGE + StoredKey.LAST, 1);
            if (next.isEmpty()) {
                return page(lineages, false, Function.identity());
            }
            Lineage lineage = CatalogKeys.offeredLineage(next.get(0).key().sort());
            if (!offers(audience, lineage, Optional.empty(), 1).rows().isEmpty()) {
                lineages.add(lineage);
            }
            from = CatalogKeys.offersOf(lineage) + StoredKey.LAST;
        }
        return page(lineages.subList(0, limit), true, Function.identity());
    }

    /**
     * Returns the origin only if the current edition of the build contains the AMI. The AMI item alone may belong to an
     * edition that is not current.
     */
    Optional<AmiOrigin> origin(AmiId ami) {
        StoredKey key = CatalogKeys.ami(ami);
        return Optional.ofNullable(
                        batches.read(List.of(key), Consistency.EVENTUAL).get(key))
                .map(item -> AmiItem.origin(ami, item))
                .filter(origin -> image(origin.build(), origin.copy().region()::equals)
                        .flatMap(image -> image.fanOut().ami(origin.copy()))
                        .filter(ami::equals)
                        .isPresent());
    }

    private static <T, P> ResultPage<T, P> page(List<T> items, boolean hasMore, Function<T, P> position) {
        return new ResultPage<>(
                items, hasMore ? Optional.of(position.apply(items.get(items.size() - 1))) : Optional.empty());
    }
}
