package imagefanout.model.reconcile;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.PageToken;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does the work that a run took up, as far as its time goes, and knows at each moment what is left of it. */
final class ReconcileRun {
    private static final int CATALOG_PAGE = 100;

    private final ImageListing listing;
    private final ImageCatalog catalog;
    private final Clock clock;
    private final Throttle throttle;
    private final ReconcileSettings settings;
    private final LineageWalk.WalkContext context;

    private final TreeSet<Lineage> lineages;
    private Optional<FullSweep> sweep;
    private Optional<WalkPosition> position;
    private SweepHistory history;
    private final List<LineageReport> reports = new ArrayList<>();
    private final Map<Region, Map<ImageArn, SortedSet<ImageVersionArn>>> versionsListed = new HashMap<>();

    ReconcileRun(
            ImageListing listing,
            RecordImage recordImage,
            ImageCatalog catalog,
            Retention retention,
            Clock clock,
            Throttle throttle,
            ReconcileSettings settings,
            JournalEntry begun) {
        this.listing = listing;
        this.catalog = catalog;
        this.clock = clock;
        this.throttle = throttle;
        this.settings = settings;
        Set<ImageBuildArn> settled = new HashSet<>();
        this.context = new LineageWalk.WalkContext(
                listing, recordImage, catalog, retention, clock, throttle, settings, settled);
        this.lineages = new TreeSet<>(begun.backlog().lineages());
        this.sweep = begun.backlog().sweep();
        this.position = begun.backlog().walk();
        this.history = begun.history();
    }

    /** False: time was short, and something is left. */
    boolean toTheEnd() {
        try {
            walkThese();
            if (sweep.isPresent()) {
                sweep();
            }
            return true;
        } catch (OutOfTimeException e) {
            return false;
        }
    }

    List<LineageReport> reports() {
        return reports;
    }

    SweepHistory history() {
        return history;
    }

    Backlog left() {
        return new Backlog(lineages, sweep, position);
    }

    private void walkThese() {
        while (!lineages.isEmpty()) {
            Lineage next = position.map(WalkPosition::lineage)
                    .filter(lineages::contains)
                    .orElseGet(lineages::first);
            walk(next, () -> versionsOf(next, versions(next.region())));
            lineages.remove(next);
        }
    }

    private void sweep() {
        SortedMap<Region, SortedSet<Lineage>> known = known();
        for (Map.Entry<Region, SortedSet<Lineage>> inRegion : known.entrySet()) {
            Region region = inRegion.getKey();
            if (!isSwept(region)) {
                SortedSet<Lineage> all = inRegion.getValue();
                find(region, "pipelines", () -> all.addAll(pipelines(region)));
                find(region, "images", () -> all.addAll(versions(region).keySet()));
                all.forEach(this::sweep);
            }
        }
        history = history.swept(sweep.orElseThrow(), clock.instant());
        sweep = Optional.empty();
        position = Optional.empty();
    }

    private void sweep(Lineage lineage) {
        FullSweep before = sweep.orElseThrow();
        if (!before.isDone(lineage)) {
            // Without the Region's list the versions that are recorded are walked: that it failed is reported already.
            LineageWalk walk =
                    walk(lineage, () -> versionsOf(lineage, versionsListed.getOrDefault(lineage.region(), Map.of())));
            sweep = Optional.of(before.done(lineage, walk.hasFailed()));
        }
    }

    private boolean isSwept(Region region) {
        return sweep.flatMap(FullSweep::last)
                .filter(last -> last.region().compareTo(region) > 0)
                .isPresent();
    }

    private LineageWalk walk(Lineage lineage, Supplier<SortedSet<ImageVersionArn>> versions) {
        Optional<WalkPosition> from =
                position.filter(stopped -> stopped.lineage().equals(lineage));
        LineageWalk walk = new LineageWalk(context, lineage, from, versions);
        try {
            walk.walk();
        } catch (OutOfTimeException e) {
            position = Optional.of(walk.position());
            reports.add(walk.report(true));
            throw e;
        }
        if (from.isPresent()) {
            position = Optional.empty();
        }
        reports.add(walk.report(false));
        return walk;
    }

    /** Every lineage that is recorded, by Region, and the Regions in which to look for more. */
    private SortedMap<Region, SortedSet<Lineage>> known() {
        Function<Optional<PipelineArn>, ResultPage<PipelineArn, PipelineArn>> pipelines =
                from -> catalog.pipelines(from, CATALOG_PAGE);
        Function<Optional<ImageArn>, ResultPage<ImageArn, ImageArn>> images =
                from -> catalog.imagesWithoutPipeline(from, CATALOG_PAGE);
        List<Lineage> recorded = new ArrayList<>(all(pipelines));
        recorded.addAll(all(images));
        SortedMap<Region, SortedSet<Lineage>> known = new TreeMap<>();
        settings.sourceRegions().forEach(region -> known.put(region, new TreeSet<>(Backlog.BY_ARN)));
        for (Lineage lineage : recorded) {
            known.computeIfAbsent(lineage.region(), region -> new TreeSet<>(Backlog.BY_ARN))
                    .add(lineage);
        }
        return known;
    }

    /** What a Region cannot be asked for is reported; what is known of it is walked all the same. */
    private void find(Region region, String what, Runnable look) {
        try {
            look.run();
        } catch (ImageBuilderException e) {
            String subject = what + " of " + region;
            reports.add(LineageReport.failed(subject, LineageWalk.text(e)));
            sweep = sweep.map(FullSweep::failed);
        }
    }

    private List<PipelineArn> pipelines(Region region) {
        Function<Optional<PageToken>, ResultPage<PipelineArn, PageToken>> page =
                from -> throttle.ask(() -> listing.pipelines(region, from));
        return all(page);
    }

    private Map<ImageArn, SortedSet<ImageVersionArn>> versions(Region region) {
        Map<ImageArn, SortedSet<ImageVersionArn>> listed = versionsListed.get(region);
        if (listed == null) {
            Function<Optional<PageToken>, ResultPage<ImageVersionArn, PageToken>> page =
                    from -> throttle.ask(() -> listing.imageVersions(region, from));
            listed = new HashMap<>();
            for (ImageVersionArn version : all(page)) {
                listed.computeIfAbsent(version.image(), image -> new TreeSet<>())
                        .add(version);
            }
            versionsListed.put(region, listed);
        }
        return listed;
    }

    private static SortedSet<ImageVersionArn> versionsOf(
            Lineage lineage, Map<ImageArn, SortedSet<ImageVersionArn>> listed) {
        return lineage instanceof ImageArn image
                ? listed.getOrDefault(image, Collections.emptySortedSet())
                : Collections.emptySortedSet();
    }

    private static <T, P> List<T> all(Function<Optional<P>, ResultPage<T, P>> list) {
        List<T> all = new ArrayList<>();
        Optional<P> from = Optional.empty();
        do {
            ResultPage<T, P> page = list.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }
}
