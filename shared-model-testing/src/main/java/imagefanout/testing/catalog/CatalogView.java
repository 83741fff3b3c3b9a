package imagefanout.testing.catalog;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.ImageSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The answers of every method of the catalog about some builds, in one value. */
public record CatalogView(List<Object> answers) {
    private static final int ALL = 100;

    /** The current answers about everything in the snapshots. */
    public static CatalogView of(ImageCatalog catalog, List<ImageSnapshot> snapshots) {
        List<Object> answers = new ArrayList<>();
        Set<ImageBuildArn> builds = new TreeSet<>();
        Set<Lineage> lineages = new LinkedHashSet<>();
        Set<AmiId> amis = new TreeSet<>();
        TreeMap<String, Audience> audiences = new TreeMap<>();
        for (ImageSnapshot snapshot : snapshots) {
            builds.add(snapshot.build().arn());
            lineages.add(snapshot.build().lineage());
            snapshot.fanOut().regions().values().forEach(region -> {
                amis.addAll(region.amis().values());
                region.amis().keySet().forEach(id -> audiences.put(id.value(), new Audience.Account(id)));
                region.launchPermission().audiences().forEach(one -> audiences.put(one.toString(), one));
            });
        }
        for (ImageBuildArn build : builds) {
            answers.add(catalog.build(build).map(CatalogView::timeless));
            answers.add(catalog.image(build).map(image -> List.of(timeless(image.recorded()), image.fanOut())));
        }
        for (Lineage lineage : lineages) {
            answers.add(catalog.builds(lineage, Optional.empty(), ALL).items().stream()
                    .map(CatalogView::timeless)
                    .toList());
            for (Audience audience : audiences.values()) {
                answers.add(catalog.usable(audience, lineage, Optional.empty(), Optional.empty(), ALL).items().stream()
                        .map(copy -> new UsableCopy(timeless(copy.recorded()), copy.owned(), copy.shared()))
                        .toList());
            }
        }
        audiences.values().forEach(audience -> answers.add(lineages(catalog, audience)));
        amis.forEach(ami -> answers.add(catalog.origin(ami)));
        return new CatalogView(answers);
    }

    private static List<Lineage> lineages(ImageCatalog catalog, Audience audience) {
        return catalog.lineages(audience, Optional.empty(), Optional.empty(), ALL, 1).items().stream()
                .map(UsableLineage::lineage)
                .toList();
    }

    /** The directory's facts about the snapshots. A visible build has all of its facts; others may be there before their build. */
    public static Set<String> facts(ImageCatalog catalog, List<ImageSnapshot> snapshots) {
        Set<String> facts = new TreeSet<>();
        catalog.pipelines(Optional.empty(), ALL).items().forEach(arn -> facts.add("pipeline " + arn));
        catalog.imagesWithoutPipeline(Optional.empty(), ALL).items().forEach(arn -> facts.add("image alone " + arn));
        for (ImageSnapshot snapshot : snapshots) {
            Lineage lineage = snapshot.build().lineage();
            catalog.imagesNamed(snapshot.build().arn().name()).forEach(arn -> facts.add("image named " + arn));
            catalog.pipelinesNamed(lineage.name()).forEach(named -> facts.add("pipeline named " + named.arn()));
            catalog.openedTo(lineage).forEach(audience -> facts.add(lineage + " opened to " + audience));
        }
        return facts;
    }

    /** Without the time of the snapshot, which may change alone, and without the summary digest. */
    private static RecordedBuild timeless(RecordedBuild build) {
        return new RecordedBuild(
                build.build(), build.counts(), Instant.EPOCH, build.digest(), build.digest(), build.hold());
    }
}
