package imagefanout.model.reconcile;

import imagefanout.model.Digest;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.SweepProgress;
import imagefanout.model.journal.SweepStage;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.ListedPipeline;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.StalePageException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sweeps one Region, stage by stage, from where an earlier run stopped. Each list is read page by page and not collected. */
final class RegionSweep {
    /** So many builds may be missing in the list of all builds before it is taken for incomplete. */
    private static final int MAX_OMITTED = 10;

    /** How much earlier than the start of its pipeline's run a build may have been created: clocks differ. */
    private static final Duration RUN_MARGIN = Duration.ofMinutes(5);

    /** A pipeline that ran more recently is compared again: its build may not be listed yet. */
    private static final Duration SETTLES_AFTER = Duration.ofMinutes(10);

    private static final int CATALOG_PAGE = 100;

    private final WalkContext context;
    private final ReconcileJournal journal;
    private final ReconcileRun run;
    private final SweepKind kind;
    private final Region region;
    private final SortedSet<Lineage> recorded;
    private int omitted;

    /** @param recorded the recorded lineages of the Region */
    RegionSweep(
            WalkContext context,
            ReconcileJournal journal,
            ReconcileRun run,
            SweepKind kind,
            Region region,
            SortedSet<Lineage> recorded) {
        this.context = context;
        this.journal = journal;
        this.run = run;
        this.kind = kind;
        this.region = region;
        this.recorded = recorded;
    }

    /** @throws OutOfTimeException when time is short; the run's progress is where to continue */
    void run() {
        if (kind == SweepKind.CHANGED_PIPELINES) {
            compareChangedPipelines();
            return;
        }
        if (isAt(SweepStage.ALL_BUILDS)) {
            compareAllBuilds();
        }
        if (isAt(SweepStage.RECORDED)) {
            walkRecorded();
        }
        if (isAt(SweepStage.PIPELINES)) {
            walkUnrecordedPipelines();
        }
        if (isAt(SweepStage.IMAGE_VERSIONS)) {
            compareUnrecordedVersions();
        }
    }

    private boolean isAt(SweepStage stage) {
        return progress().stage() == stage;
    }

    private SweepProgress progress() {
        return run.progress(kind);
    }

    private void move(SweepProgress next) {
        run.move(kind, next);
    }

    private void compareAllBuilds() {
        Comparison comparison = new Comparison("builds of " + region);
        BuildLists lists = new BuildLists(context, Optional.empty(), page -> {
            comparison.compare(page);
            move(progress().at(page.next()));
            return true;
        });
        try {
            lists.readAll(region, progress().page());
        } catch (OutOfTimeException e) {
            comparison.report(LineageOutcome.HANDED_ON);
            throw e;
        } catch (ImageBuilderException e) {
            // The other lists show the same, with more calls.
            move(progress().withoutCompleteList());
        }
        move(progress().at(SweepStage.RECORDED));
        comparison.report(LineageOutcome.SETTLED);
    }

    private void walkRecorded() {
        for (Lineage lineage : recorded) {
            if (!progress().isDone(lineage)) {
                context.throttle().pause(Duration.ZERO);
                Optional<SeenBuilds> shown = progress().isListComplete() ? Optional.of(run.seen()) : Optional.empty();
                omitted += run.walk(lineage, WalkDepth.ALL, shown).omittedThoughThere();
                if (omitted > MAX_OMITTED) {
                    move(progress().withoutCompleteList());
                }
                move(progress().after(lineage));
            }
        }
        move(progress().at(SweepStage.PIPELINES));
    }

    private void walkUnrecordedPipelines() {
        if (!progress().isListComplete()) {
            readPages("pipelines of " + region, from -> context.listing().pipelines(region, from), page -> unrecorded(
                            page.stream().map(ListedPipeline::arn).toList(),
                            recorded::contains,
                            pipeline -> run.positionIn(pipeline).isPresent())
                    .forEach(pipeline -> run.walk(pipeline, WalkDepth.ALL, Optional.empty())));
        }
        move(progress().at(SweepStage.IMAGE_VERSIONS));
    }

    private void compareUnrecordedVersions() {
        if (!progress().isListComplete()) {
            Comparison comparison = new Comparison("images of " + region);
            try {
                readPages(comparison.list, from -> context.listing().imageVersions(region, from), page -> unrecorded(
                                page, this::isListedByItsImage, version -> positionIn(version)
                                        .isPresent())
                        .forEach(comparison::compare));
            } finally {
                comparison.report(LineageOutcome.SETTLED);
            }
        }
    }

    /** The items of a page that are not recorded. If an earlier run stopped at one of the page, that one and those after it. */
    private static <T> Stream<T> unrecorded(List<T> page, Predicate<T> isRecorded, Predicate<T> isWhereItStopped) {
        Stream<T> left = page.stream().anyMatch(isWhereItStopped)
                ? page.stream().dropWhile(isWhereItStopped.negate())
                : page.stream();
        return left.filter(isRecorded.negate().or(isWhereItStopped));
    }

    private Optional<WalkPosition> positionIn(ImageVersionArn version) {
        return run.positionIn(version.image())
                .filter(stopped -> stopped.version().equals(Optional.of(version)));
    }

    /** Whether the walk over its image, which is recorded without a pipeline, has listed the builds of the version. */
    private boolean isListedByItsImage(ImageVersionArn version) {
        return recorded.contains(version.image())
                && context.catalog().builds(version.image(), Optional.empty(), CATALOG_PAGE).items().stream()
                        .filter(LineageWalk::listsVersionOf)
                        .anyMatch(build -> build.build().arn().imageVersion().equals(version));
    }

    private void compareChangedPipelines() {
        Map<PipelineArn, Digest> marks = journal.marks(region);
        readPages("pipelines of " + region, from -> context.listing().pipelines(region, from), page -> {
            Map<PipelineArn, Digest> compared = new HashMap<>();
            try {
                page.stream()
                        .filter(pipeline -> !pipeline.fingerprint().equals(marks.get(pipeline.arn())))
                        .filter(pipeline -> run.positionIn(pipeline.arn()).isEmpty() && isRecorded(pipeline)
                                || isCompared(pipeline))
                        .forEach(pipeline -> compared.put(pipeline.arn(), pipeline.fingerprint()));
            } finally {
                journal.mark(compared);
            }
        });
    }

    /** Whether the pipeline's last run is in the catalog, finished. */
    private boolean isRecorded(ListedPipeline pipeline) {
        if (pipeline.lastRunAt().isEmpty()) {
            return true;
        }
        Instant lastRun = pipeline.lastRunAt().get().minus(RUN_MARGIN);
        return context.catalog().builds(pipeline.arn(), Optional.empty(), 1).items().stream()
                .map(RecordedBuild::build)
                .anyMatch(newest ->
                        !newest.state().isInProgress() && !newest.createdAt().isBefore(lastRun));
    }

    /** Compares the pipeline's newest builds. Returns whether that need not be done again until the pipeline changes. */
    private boolean isCompared(ListedPipeline pipeline) {
        Instant begun = context.clock().instant();
        // A position from before this sweep is another walk's: it may be beyond the newest builds.
        if (run.positionIn(pipeline.arn())
                .filter(stopped -> stopped.startedAt().isBefore(progress().startedAt()))
                .isPresent()) {
            run.stopAt(Optional.empty());
        }
        LineageWalk walk = run.walk(pipeline.arn(), WalkDepth.NEWEST, Optional.empty());
        return walk.hasSettled()
                && pipeline.lastRunAt()
                        .filter(begun.minus(SETTLES_AFTER)::isBefore)
                        .isEmpty();
    }

    /** A list that fails is reported, and the sweep has failed. */
    private <T> void readPages(
            String list, Function<Optional<PageToken>, ResultPage<T, PageToken>> read, Consumer<List<T>> action) {
        boolean restarted = false;
        while (true) {
            ResultPage<T, PageToken> page;
            try {
                page = context.throttle().call(() -> read.apply(progress().page()));
            } catch (StalePageException e) {
                if (restarted || progress().page().isEmpty()) {
                    notListed(list, e);
                    return;
                }
                // A token may expire before the next run. The list restarts; what was compared stays compared.
                restarted = true;
                move(progress().at(Optional.<PageToken>empty()));
                continue;
            } catch (ImageBuilderException e) {
                notListed(list, e);
                return;
            }
            action.accept(page.items());
            move(progress().at(page.next()));
            if (page.next().isEmpty()) {
                return;
            }
        }
    }

    private void notListed(String list, ImageBuilderException e) {
        run.report(LineageReport.notListed(list, List.of("not listed: " + e.getMessage())));
        move(progress().withFailure());
    }

    /** Compares listed builds with the catalog, whatever lineage they are of, and records those that differ. */
    private final class Comparison {
        private final String list;
        private final CatalogRepairs repairs = new CatalogRepairs(context);

        Comparison(String list) {
            this.list = list;
        }

        void compare(ImageVersionArn version) {
            BuildLists lists = new BuildLists(context, positionIn(version), page -> {
                compare(page);
                return true;
            });
            try {
                repairs.attempt(
                        "builds of " + version + " not listed", () -> lists.read(new TreeSet<>(List.of(version))));
                run.stopAt(Optional.empty());
            } catch (OutOfTimeException e) {
                run.stopAt(Optional.of(new WalkPosition(
                        version.image(),
                        progress().startedAt(),
                        Optional.of(version),
                        lists.page(),
                        false,
                        new TreeSet<>(),
                        repairs.haveFailed())));
                throw e;
            }
        }

        void compare(ListedBuilds page) {
            page.unreadable().forEach(repairs::fail);
            Map<ImageBuildArn, Digest> digests = repairs.recordedDigests(page, Set.of());
            for (ImageSummary build : page.builds()) {
                if (!repairs.differs(build, digests) || repairs.recordListed(build)) {
                    run.seen().add(build.arn());
                }
            }
        }

        void report(LineageOutcome unlessFailed) {
            LineageReport report = repairs.report(list, unlessFailed);
            if (report.listed() > 0 || report.hasFailed()) {
                run.report(report);
            }
        }
    }
}
