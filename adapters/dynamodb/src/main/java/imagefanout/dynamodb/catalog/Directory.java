package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Batches.ItemWrite;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known pipelines, images and names, and the audiences, other than single accounts, that were ever granted launch
 * permission. Each fact is written once, before readers see the first build that contains it, and is never deleted.
 *
 * <p>The row of a pipeline, or of an image without one, also names its newest builds. They are a hint: a build that was
 * never completed may be among them, and rows of earlier versions of this project name none. {@link DirectoryEntry}
 * says what can be relied on.
 */
final class Directory {
    private final TableAccess table;

    Directory(TableAccess table) {
        this.table = table;
    }

    /** Lists the build with its lineage, and returns the writes for its facts that are not stored yet. */
    Stream<ItemWrite> unknown(Build build, FanOut fanOut) {
        List<StoredKey> facts = facts(build, fanOut);
        StoredKey listed = listed(build.lineage());
        List<StoredKey> keys = Stream.concat(facts.stream(), Stream.of(listed)).toList();
        Map<StoredKey, StoredItem> known = table.batches().read(keys, Consistency.STRONG);
        list(build, Optional.ofNullable(known.get(listed)));
        return facts.stream().filter(fact -> !known.containsKey(fact)).map(fact -> Batches.put(StoredItem.at(fact)));
    }

    /**
     * Adds the build to the newest ones in the row of its lineage, before readers see it. Two processes that list
     * different builds at the same time keep both.
     */
    private void list(Build build, Optional<StoredItem> row) {
        SortedMap<BuildPosition, ImageBuildArn> listed =
                row.map(Directory::newest).orElseGet(TreeMap::new);
        if (build.arn().equals(listed.get(build.position()))) {
            return;
        }
        SortedMap<BuildPosition, ImageBuildArn> newest =
                listed.isEmpty() && row.isPresent() ? recorded(build.lineage()) : listed;
        boolean namesNone = listed.isEmpty();
        newest.values().remove(build.arn());
        newest.put(build.position(), build.arn());
        List<ImageBuildArn> older = newest.values().stream()
                .limit(Math.max(0, newest.size() - DirectoryEntry.MAX_BUILDS))
                .toList();
        if (!older.contains(build.arn())) {
            newest.values().removeAll(older);
            Map<String, String> added = new HashMap<>();
            newest.forEach((position, arn) -> {
                if (namesNone || arn.equals(build.arn())) {
                    added.put(arn.toString(), position.createdAt().toString());
                }
            });
            table.change(
                    listed(build.lineage()),
                    added,
                    older.stream().map(ImageBuildArn::toString).toList());
        }
    }

    /** The newest builds by their own rows, for a row of an earlier version, which names none. */
    private SortedMap<BuildPosition, ImageBuildArn> recorded(Lineage lineage) {
        SortedMap<BuildPosition, ImageBuildArn> newest = new TreeMap<>();
        table.queries()
                .descending(
                        CatalogKeys.entries(lineage),
                        StoredKey.NEXT,
                        StoredKey.LAST,
                        Optional.empty(),
                        4 * DirectoryEntry.MAX_BUILDS,
                        Consistency.EVENTUAL)
                .forEach(row -> {
                    ImageBuildArn build = new BuildRow(row).build();
                    newest.put(CatalogKeys.position(row.key().sort(), build), build);
                });
        return newest;
    }

    private static StoredKey listed(Lineage lineage) {
        String partition = lineage instanceof PipelineArn ? CatalogKeys.PIPELINES : CatalogKeys.IMAGES;
        return new StoredKey(partition, lineage.toString());
    }

    /** The builds in the row of a lineage: an attribute for each, named after its ARN, with the time of its creation. */
    private static SortedMap<BuildPosition, ImageBuildArn> newest(StoredItem row) {
        SortedMap<BuildPosition, ImageBuildArn> newest = new TreeMap<>();
        row.attributes().keySet().stream()
                .filter(name -> name.startsWith("arn:"))
                .forEach(name -> {
                    ImageBuildArn arn = ImageBuildArn.parse(name);
                    newest.put(CatalogKeys.position(row.text(name), arn), arn);
                });
        return newest;
    }

    private static List<StoredKey> facts(Build build, FanOut fanOut) {
        List<StoredKey> facts = new ArrayList<>();
        fanOut.regions().values().stream()
                .flatMap(region -> region.launchPermission().audiences().stream())
                .filter(audience -> !(audience instanceof Audience.Account))
                .distinct()
                .map(audience -> CatalogKeys.opening(build.lineage(), audience))
                .sorted(Comparator.comparing(StoredKey::sort))
                .forEach(facts::add);
        facts.add(CatalogKeys.named(build.arn().image()));
        build.pipeline().map(CatalogKeys::named).ifPresent(facts::add);
        return facts;
    }

    /** The pipelines with this name, each with the audiences that it was opened to. */
    Set<NamedLineage> pipelinesNamed(String name) {
        Map<PipelineArn, Set<Audience>> openedTo = new HashMap<>();
        for (String text : all(CatalogKeys.named(name), CatalogKeys.PIPELINE)) {
            String[] arnAndAudience = text.split("#", 2);
            Set<Audience> audiences =
                    openedTo.computeIfAbsent(PipelineArn.parse(arnAndAudience[0]), arn -> new HashSet<>());
            Stream.of(arnAndAudience).skip(1).map(Audience::parse).forEach(audiences::add);
        }
        return openedTo.entrySet().stream()
                .map(pipeline -> new NamedLineage(pipeline.getKey(), pipeline.getValue()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<ImageArn> imagesNamed(String name) {
        return all(CatalogKeys.named(name), CatalogKeys.IMAGE).stream()
                .map(text -> ImageArn.parse(text.split("#", 2)[0]))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<Audience> openedTo(Lineage lineage) {
        return all(CatalogKeys.named(lineage.name()), CatalogKeys.openings(lineage)).stream()
                .map(Audience::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns all sort keys that start with {@code prefix} and are longer, with the prefix removed. */
    private List<String> all(String partition, String prefix) {
        return table.queries().all(partition, prefix + StoredKey.NEXT, prefix + StoredKey.LAST).stream()
                .map(item -> item.key().sort().substring(prefix.length()))
                .toList();
    }

    /** Returns a page of the lineages after {@code after}. */
    <L extends Lineage> ResultPage<DirectoryEntry<L>, L> page(
            String partition, Optional<L> after, int limit, Function<String, L> parse) {
        String first = after.map(Object::toString).orElse("") + StoredKey.NEXT;
        List<DirectoryEntry<L>> found = table.queries().ascending(partition, first, StoredKey.LAST, limit + 1).stream()
                .map(item -> new DirectoryEntry<>(parse.apply(item.key().sort()), newestFirst(item)))
                .toList();
        return ResultPage.first(found, limit, DirectoryEntry::lineage);
    }

    /** Those of these pipelines that are known, by ARN. */
    List<DirectoryEntry<PipelineArn>> entries(Set<PipelineArn> pipelines) {
        List<StoredKey> keys = pipelines.stream().map(Directory::listed).toList();
        Map<StoredKey, StoredItem> known = table.batches().read(keys, Consistency.EVENTUAL);
        return pipelines.stream()
                .sorted()
                .filter(pipeline -> known.containsKey(listed(pipeline)))
                .map(pipeline -> new DirectoryEntry<>(pipeline, newestFirst(known.get(listed(pipeline)))))
                .toList();
    }

    private static List<ImageBuildArn> newestFirst(StoredItem row) {
        List<ImageBuildArn> newest = new ArrayList<>(newest(row).values());
        Collections.reverse(newest);
        return newest.subList(0, Math.min(DirectoryEntry.MAX_BUILDS, newest.size()));
    }
}
