package imagefanout.model.reconcile;

import imagefanout.model.BatchFailures;
import imagefanout.model.Digest;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.UnknownImageException;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.PageSize;
import imagefanout.model.listing.PageToken;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import imagefanout.model.listing.UnknownPipelineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compares the builds of one lineage with the catalog: first every page of Image Builder's list, then the recorded builds
 * that no page showed. A walk that stops early keeps what it has done; {@link #position()} is where the next one continues.
 */
final class LineageWalk {
    /** A list may omit an image for this long after its creation. */
    private static final Duration LIST_DELAY = Duration.ofMinutes(2);

    private static final int CATALOG_PAGE = 100;

    /**
     * What a walk needs from its run.
     *
     * @param settledInThisRun the builds that need no second comparison: a pipeline's build is also listed by its image version
     */
    record WalkContext(
            ImageListing listing,
            RecordImage recordImage,
            ImageCatalog catalog,
            Retention retention,
            Clock clock,
            Throttle throttle,
            ReconcileSettings settings,
            Set<ImageBuildArn> settledInThisRun) {}

    private final WalkContext context;
    private final Lineage lineage;
    private final Supplier<SortedSet<ImageVersionArn>> listedVersions;
    private final PageSize size;

    private final Instant startedAt;
    private final boolean resumed;
    private final boolean failedEarlier;
    private final TreeSet<ImageBuildArn> unseen = new TreeSet<>();
    private Optional<ImageVersionArn> version;
    private Optional<PageToken> page;
    private boolean listed;
    private boolean listRestarted;

    private final Map<ImageBuildArn, Digest> recorded = new HashMap<>();
    private final List<ImageBuildArn> deletedLongAgo = new ArrayList<>();

    private int shown;
    private int unchanged;
    private int inProgress;
    private int expired;
    private final List<ImageBuildArn> repaired = new ArrayList<>();
    private final List<ImageBuildArn> deleted = new ArrayList<>();
    private final BatchFailures failures = new BatchFailures();

    /**
     * @param from where an earlier walk over the same lineage stopped
     * @param listedVersions the versions of the image that Image Builder lists; used only when the lineage is an image
     */
    LineageWalk(
            WalkContext context,
            Lineage lineage,
            Optional<WalkPosition> from,
            Supplier<SortedSet<ImageVersionArn>> listedVersions) {
        this.context = context;
        this.lineage = lineage;
        this.listedVersions = listedVersions;
        this.size = new PageSize(context.settings().maxPerPage());
        this.resumed = from.isPresent();
        this.failedEarlier = from.map(WalkPosition::failed).orElse(false);
        this.startedAt = from.map(WalkPosition::startedAt).orElseGet(context.clock()::instant);
        this.version = from.flatMap(WalkPosition::version);
        this.page = from.flatMap(WalkPosition::page);
        this.listed = from.map(WalkPosition::listed).orElse(false);
        from.ifPresent(position -> unseen.addAll(position.unseen()));
    }

    /**
     * Walks to the end.
     *
     * @throws OutOfTimeException when time is short; {@link #position()} is where to continue
     */
    void walk() {
        // A list that was not read to its end proves nothing about the builds that it did not show.
        if (failures.attempt("builds not listed", this::compareWithLists)) {
            confirmUnseen();
            deletedLongAgo.forEach(this::expire);
        }
    }

    WalkPosition position() {
        return new WalkPosition(lineage, startedAt, version, page, listed, unseen, hasFailed());
    }

    /** Whether anything failed, in this walk or in the one that it continues. */
    boolean hasFailed() {
        return failedEarlier || !failures.isEmpty();
    }

    LineageReport report(LineageOutcome unlessFailed) {
        LineageOutcome outcome = failures.isEmpty() ? unlessFailed : LineageOutcome.FAILED;
        return new LineageReport(
                lineage.toString(),
                outcome,
                shown,
                unchanged,
                inProgress,
                repaired,
                deleted,
                expired,
                failures.texts());
    }

    private void compareWithLists() {
        SortedSet<ImageVersionArn> versions = new TreeSet<>();
        ResultPage.<RecordedBuild, BuildPosition>forEach(
                before -> context.catalog().builds(lineage, before, CATALOG_PAGE), build -> note(build, versions));
        if (!listed) {
            readLists(versions);
            listed = true;
        }
    }

    /** Notes what the catalog holds. The version of a deleted build is walked only if Image Builder lists it again. */
    private void note(RecordedBuild build, SortedSet<ImageVersionArn> versions) {
        ImageBuildArn arn = build.build().arn();
        recorded.put(arn, build.summaryDigest());
        if (build.build().state() == ImageState.DELETED) {
            Optional<Instant> keptSince = context.settings().keepDeleted().map(startedAt::minus);
            if (keptSince.filter(build.recordedAt()::isBefore).isPresent()) {
                deletedLongAgo.add(arn);
            }
            return;
        }
        versions.add(arn.imageVersion());
        if (!resumed && build.build().createdAt().isBefore(startedAt.minus(LIST_DELAY))) {
            unseen.add(arn);
        }
    }

    private void readLists(SortedSet<ImageVersionArn> versions) {
        if (lineage instanceof ImageArn) {
            versions.addAll(listedVersions.get());
        } else if (version.isEmpty() && readPipelineList((PipelineArn) lineage)) {
            return;
        }
        SortedSet<ImageVersionArn> left = version.map(versions::tailSet).orElse(versions);
        for (ImageVersionArn each : left) {
            version = Optional.of(each);
            readPages(from -> context.listing().builds(each, from, size.size()));
        }
    }

    /** False: the pipeline is gone. The builds that it made are listed by their image versions. */
    private boolean readPipelineList(PipelineArn pipeline) {
        try {
            readPages(from -> context.listing().builds(pipeline, from, size.size()));
            return true;
        } catch (UnknownPipelineException e) {
            if (recorded.isEmpty()) {
                throw e;
            }
            page = Optional.empty();
            return false;
        }
    }

    private void readPages(Function<Optional<PageToken>, ListedBuilds> list) {
        do {
            ListedBuilds builds = readPage(list);
            compare(builds);
            page = builds.next();
        } while (page.isPresent());
    }

    private ListedBuilds readPage(Function<Optional<PageToken>, ListedBuilds> list) {
        while (true) {
            try {
                return context.throttle().call(() -> list.apply(page));
            } catch (PageTooLargeException e) {
                if (!size.halve()) {
                    throw e;
                }
            } catch (StalePageException e) {
                // A token may expire before the next run. The list restarts; what was compared stays compared.
                if (page.isEmpty() || listRestarted) {
                    throw e;
                }
                listRestarted = true;
                page = Optional.empty();
            }
        }
    }

    private void compare(ListedBuilds builds) {
        size.adaptTo(builds.builds());
        for (String unreadable : builds.unreadable()) {
            // It may be any of the builds that no page has shown yet.
            unseen.clear();
            failures.add(unreadable);
        }
        for (ImageSummary build : builds.builds()) {
            unseen.remove(build.arn());
            compare(build);
        }
    }

    private void compare(ImageSummary build) {
        shown++;
        if (build.state().isInProgress()) {
            inProgress++;
        } else if (context.settledInThisRun().contains(build.arn()) || isRecorded(build)) {
            unchanged++;
            context.settledInThisRun().add(build.arn());
        } else {
            attempt(build.arn(), () -> recordListed(build));
        }
    }

    private boolean isRecorded(ImageSummary build) {
        return Optional.ofNullable(recorded.get(build.arn()))
                .or(() -> context.catalog().build(build.arn()).map(RecordedBuild::summaryDigest))
                .filter(build.digest()::equals)
                .isPresent();
    }

    private void recordListed(ImageSummary build) {
        try {
            record(build.arn());
            context.settledInThisRun().add(build.arn());
        } catch (UnknownImageException e) {
            if (build.state() != ImageState.DELETED) {
                throw e;
            }
            if (recorded.containsKey(build.arn())) {
                unseen.add(build.arn());
            }
        }
    }

    private void record(ImageBuildArn arn) {
        RecordResult result =
                context.throttle().call(() -> context.recordImage().record(arn));
        switch (result.outcome()) {
            case RECORDED -> {
                boolean gone = result.recorded()
                        .filter(now -> now.build().state() == ImageState.DELETED)
                        .isPresent();
                (gone ? deleted : repaired).add(arn);
            }
            case UNCHANGED -> unchanged++;
            case IN_PROGRESS -> inProgress++;
        }
    }

    /** A build that Image Builder did not know at that time. */
    private record UnknownBuild(ImageBuildArn arn, Instant since) {}

    /**
     * Asks for each build that no page showed and, after a pause, once more for those that are unknown. The second request
     * does not wait until all first ones are made: there may be more of them than one run has time for.
     */
    private void confirmUnseen() {
        Duration pause = context.settings().confirmAfter();
        Queue<UnknownBuild> unknown = new ArrayDeque<>();
        for (ImageBuildArn arn : List.copyOf(unseen)) {
            Instant paused = context.clock().instant().minus(pause);
            while (!unknown.isEmpty() && !unknown.element().since().isAfter(paused)) {
                confirmDeleted(unknown.remove().arn());
            }
            attempt(arn, () -> {
                try {
                    record(arn);
                    unseen.remove(arn);
                } catch (UnknownImageException e) {
                    unknown.add(new UnknownBuild(arn, context.clock().instant()));
                }
            });
        }
        if (!unknown.isEmpty()) {
            context.throttle().pause(pause);
        }
        unknown.forEach(build -> confirmDeleted(build.arn()));
    }

    private void confirmDeleted(ImageBuildArn arn) {
        attempt(arn, () -> {
            Instant askedAt = context.clock().instant();
            try {
                record(arn);
            } catch (UnknownImageException e) {
                context.catalog().image(arn).ifPresent(image -> recordDeleted(image, askedAt));
            }
        });
        unseen.remove(arn);
    }

    /** Image Builder no longer describes the build: everything but its state is kept as recorded. */
    private void recordDeleted(RecordedImage image, Instant askedAt) {
        Build gone = image.recorded().build().withState(ImageState.DELETED, Optional.empty());
        Digest digest = ImageSummary.digest(ImageState.DELETED, Optional.empty(), List.of());
        Recording recording = context.catalog().record(new ImageSnapshot(askedAt, gone, image.fanOut(), digest));
        switch (recording.outcome()) {
            case FIRST, REPLACED -> deleted.add(gone.arn());
            case UNCHANGED -> unchanged++;
            case SUPERSEDED -> failures.add(gone.arn() + ": another run recorded it while it was found deleted");
        }
    }

    private void expire(ImageBuildArn arn) {
        // No request to Image Builder checks the time here.
        context.throttle().pause(Duration.ZERO);
        attempt(arn, () -> expired += context.retention().expireCopies(arn) ? 1 : 0);
    }

    private void attempt(ImageBuildArn arn, Runnable step) {
        failures.attempt(arn.toString(), step);
    }
}
