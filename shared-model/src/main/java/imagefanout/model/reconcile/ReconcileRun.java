package imagefanout.model.reconcile;

import imagefanout.model.BatchFailures;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.listing.PageToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Works through a backlog until it is done or time is up, and knows at each moment what is left. */
final class ReconcileRun {
    private static final int CATALOG_PAGE = 100;

    private final WalkContext context;
    private final TreeSet<Lineage> lineages;
    private Optional<FullSweep> sweep;
    private Optional<WalkPosition> position;
    private SweepHistory history;
    private final List<LineageReport> reports = new ArrayList<>();
    private final Map<Region, Map<ImageArn, SortedSet<ImageVersionArn>>> listedVersions = new HashMap<>();

    ReconcileRun(WalkContext context, JournalEntry begun) {
        this.context = context;
        this.lineages = new TreeSet<>(begun.backlog().lineages());
        this.sweep = begun.backlog().sweep();
        this.position = begun.backlog().walk();
        this.history = begun.history();
    }

    /** False: time was short, and something is left. */
    boolean runToEnd() {
        try {
            while (!lineages.isEmpty()) {
                walkNext();
            }
            if (sweep.isPresent()) {
                sweepAll();
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

    private void walkNext() {
        Lineage next =
                position.map(WalkPosition::lineage).filter(lineages::contains).orElseGet(lineages::first);
        walk(next);
        lineages.remove(next);
    }

    private void sweepAll() {
        for (Map.Entry<Region, SortedSet<Lineage>> known : recordedLineages().entrySet()) {
            Region region = known.getKey();
            if (!isSwept(region)) {
                SortedSet<Lineage> all = known.getValue();
                find("pipelines of " + region, () -> all.addAll(pipelines(region)));
                find("images of " + region, () -> all.addAll(versions(region).keySet()));
                // If the list failed, only recorded versions are walked.
                listedVersions.putIfAbsent(region, Map.of());
                all.forEach(this::sweep);
            }
        }
        history = history.withSweep(sweep.orElseThrow(), context.clock().instant());
        sweep = Optional.empty();
        position = Optional.empty();
    }

    private void sweep(Lineage lineage) {
        FullSweep before = sweep.orElseThrow();
        if (!before.isDone(lineage)) {
            sweep = Optional.of(before.after(lineage, walk(lineage).hasFailed()));
        }
    }

    private boolean isSwept(Region region) {
        return sweep.flatMap(FullSweep::last)
                .filter(last -> last.region().compareTo(region) > 0)
                .isPresent();
    }

    private LineageWalk walk(Lineage lineage) {
        Optional<WalkPosition> from =
                position.filter(stopped -> stopped.lineage().equals(lineage));
        LineageWalk walk = new LineageWalk(context, lineage, from, this::listedVersions);
        try {
            walk.walk();
        } catch (OutOfTimeException e) {
            position = Optional.of(walk.position());
            reports.add(walk.report(LineageOutcome.HANDED_ON));
            throw e;
        }
        if (from.isPresent()) {
            position = Optional.empty();
        }
        reports.add(walk.report(LineageOutcome.SETTLED));
        return walk;
    }

    /** Every recorded lineage, by Region, and the source Regions in which to look for more. */
    private SortedMap<Region, SortedSet<Lineage>> recordedLineages() {
        SortedMap<Region, SortedSet<Lineage>> known = new TreeMap<>();
        context.settings().sourceRegions().forEach(region -> known.put(region, new TreeSet<>(Backlog.BY_ARN)));
        Consumer<Lineage> add =
                lineage -> known.computeIfAbsent(lineage.region(), region -> new TreeSet<>(Backlog.BY_ARN))
                        .add(lineage);
        ResultPage.<PipelineArn, PipelineArn>forEach(from -> context.catalog().pipelines(from, CATALOG_PAGE), add);
        ResultPage.<ImageArn, ImageArn>forEach(
                from -> context.catalog().imagesWithoutPipeline(from, CATALOG_PAGE), add);
        return known;
    }

    /** A list that fails is reported; the recorded lineages of its Region are walked all the same. */
    private void find(String list, Runnable step) {
        BatchFailures failures = new BatchFailures();
        if (!failures.attempt("not listed", step)) {
            reports.add(LineageReport.failed(list, failures.texts()));
            sweep = sweep.map(FullSweep::withFailure);
        }
    }

    private List<Lineage> pipelines(Region region) {
        List<Lineage> pipelines = new ArrayList<>();
        ResultPage.<PipelineArn, PageToken>forEach(
                from -> context.throttle().call(() -> context.listing().pipelines(region, from)), pipelines::add);
        return pipelines;
    }

    private Map<ImageArn, SortedSet<ImageVersionArn>> versions(Region region) {
        if (!listedVersions.containsKey(region)) {
            Map<ImageArn, SortedSet<ImageVersionArn>> listed = new HashMap<>();
            ResultPage.<ImageVersionArn, PageToken>forEach(
                    from -> context.throttle().call(() -> context.listing().imageVersions(region, from)),
                    version -> listed.computeIfAbsent(version.image(), image -> new TreeSet<>())
                            .add(version));
            listedVersions.put(region, listed);
        }
        return listedVersions.get(region);
    }

    private SortedSet<ImageVersionArn> listedVersions(ImageArn image) {
        return versions(image.region()).getOrDefault(image, Collections.emptySortedSet());
    }
}
