package imagefanout.model.reconcile;

import imagefanout.model.Digest;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
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
 * One walk over the builds of one lineage: every page of its list, then the recorded builds that are in no page. What it
 * has done so far stays done when it stops early; {@link #position()} then tells where to go on.
 */
final class LineageWalk {
    /** Lists may miss an image for so long after it was created. */
    private static final Duration LISTS_LAG = Duration.ofMinutes(2);

    private static final int CATALOG_PAGE = 100;

    /**
     * What a walk needs of the run that it belongs to.
     *
     * @param settledInThisRun the builds that need no second look: one that a pipeline made is listed by its image version too
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
    private final Map<ImageBuildArn, Digest> recorded = new HashMap<>();
    private final List<ImageBuildArn> longGone = new ArrayList<>();

    private final Instant startedAt;
    private final boolean begunEarlier;
    private final boolean failedEarlier;
    private final TreeSet<ImageBuildArn> unseen = new TreeSet<>();
    private Optional<ImageVersionArn> version;
    private Optional<PageToken> page;
    private boolean listed;
    private boolean begunAnew;

    private int shown;
    private int unchanged;
    private int inProgress;
    private int expired;
    private final List<ImageBuildArn> repaired = new ArrayList<>();
    private final List<ImageBuildArn> deleted = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param from where an earlier walk over the same lineage stopped
     * @param listedVersions the versions of the image that the service lists; asked for only when the lineage is an image
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
        this.begunEarlier = from.isPresent();
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
     * @throws OutOfTimeException when time is short; {@link #position()} says where to go on
     */
    void walk() {
        try {
            SortedSet<ImageVersionArn> versions = look();
            if (!listed) {
                list(versions);
                listed = true;
            }
        } catch (OutOfTimeException e) {
            throw e;
        } catch (RuntimeException e) {
            // A list that did not come to its end proves nothing about what it did not show.
            failures.add(text(e));
            return;
        }
        confirmUnseen();
        expireLongGone();
    }

    WalkPosition position() {
        return new WalkPosition(lineage, startedAt, version, page, listed, unseen, hasFailed());
    }

    /** Whether anything failed, in this walk or in the one that it goes on with. */
    boolean hasFailed() {
        return failedEarlier || !failures.isEmpty();
    }

    LineageReport report(boolean handedOn) {
        LineageOutcome outcome = LineageOutcome.SETTLED;
        if (!failures.isEmpty()) {
            outcome = LineageOutcome.FAILED;
        } else if (handedOn) {
            outcome = LineageOutcome.INCOMPLETE;
        }
        return new LineageReport(
                lineage.toString(), outcome, shown, unchanged, inProgress, repaired, deleted, expired, failures);
    }

    /**
     * What the catalog holds, once for all pages. Returns the image versions of the builds that are there; one that was deleted
     * and returns is found in the service's own list of image versions.
     */
    private SortedSet<ImageVersionArn> look() {
        SortedSet<ImageVersionArn> versions = new TreeSet<>();
        Instant old = startedAt.minus(LISTS_LAG);
        Optional<Instant> tooLong = context.settings().keepDeleted().map(startedAt::minus);
        Optional<BuildPosition> before = Optional.empty();
        do {
            ResultPage<RecordedBuild, BuildPosition> some = context.catalog().builds(lineage, before, CATALOG_PAGE);
            for (RecordedBuild recordedBuild : some.items()) {
                ImageBuildArn arn = recordedBuild.build().arn();
                recorded.put(arn, recordedBuild.summaryDigest());
                if (recordedBuild.build().state() == ImageState.DELETED) {
                    if (tooLong.filter(recordedBuild.recordedAt()::isBefore).isPresent()) {
                        longGone.add(arn);
                    }
                    continue;
                }
                versions.add(arn.imageVersion());
                if (!begunEarlier && recordedBuild.build().createdAt().isBefore(old)) {
                    unseen.add(arn);
                }
            }
            before = some.next();
        } while (before.isPresent());
        return versions;
    }

    private void list(SortedSet<ImageVersionArn> versions) {
        if (!(lineage instanceof PipelineArn pipeline)) {
            versions.addAll(listedVersions.get());
        } else if (version.isEmpty()) {
            try {
                pages(from -> context.listing().builds(pipeline, from, size.size()));
                return;
            } catch (UnknownPipelineException e) {
                if (recorded.isEmpty()) {
                    throw e;
                }
                // The pipeline is gone; the builds that it made are listed by their image versions.
                page = Optional.empty();
            }
        }
        Optional<ImageVersionArn> first = version;
        for (ImageVersionArn each : versions) {
            if (first.isEmpty() || each.compareTo(first.get()) >= 0) {
                version = Optional.of(each);
                pages(from -> context.listing().builds(each, from, size.size()));
            }
        }
    }

    private void pages(Function<Optional<PageToken>, ListedBuilds> list) {
        do {
            Optional<ListedBuilds> some = page(list);
            if (some.isPresent()) {
                settle(some.get());
                page = some.get().next();
            }
        } while (page.isPresent());
    }

    /** The next page; empty when the list must be begun anew. */
    private Optional<ListedBuilds> page(Function<Optional<PageToken>, ListedBuilds> list) {
        while (true) {
            try {
                return Optional.of(context.throttle().ask(() -> list.apply(page)));
            } catch (PageTooLargeException e) {
                if (!size.halve()) {
                    throw e;
                }
            } catch (StalePageException e) {
                // A token may not live until a later run. What was seen stays seen, and what was recorded is unchanged
                // now.
                if (page.isEmpty() || begunAnew) {
                    throw e;
                }
                begunAnew = true;
                page = Optional.empty();
            }
        }
    }

    private void settle(ListedBuilds some) {
        size.came(some.builds());
        for (String unreadable : some.unreadable()) {
            // It may have been any of those that are still to be seen.
            unseen.clear();
            failures.add(unreadable);
        }
        for (ImageSummary build : some.builds()) {
            unseen.remove(build.arn());
            settle(build);
        }
    }

    private void settle(ImageSummary build) {
        shown++;
        if (build.state().isInProgress()) {
            inProgress++;
        } else if (context.settledInThisRun().contains(build.arn()) || isRecorded(build)) {
            unchanged++;
            context.settledInThisRun().add(build.arn());
        } else {
            attempt(build.arn(), () -> {
                try {
                    record(build.arn());
                    context.settledInThisRun().add(build.arn());
                } catch (UnknownImageException e) {
                    if (build.state() != ImageState.DELETED) {
                        throw e;
                    }
                    // The list says that it is gone: what is recorded of it is looked at with the others that are.
                    if (recorded.containsKey(build.arn())) {
                        unseen.add(build.arn());
                    }
                }
            });
        }
    }

    private boolean isRecorded(ImageSummary build) {
        Optional<Digest> digest = Optional.ofNullable(recorded.get(build.arn()))
                .or(() -> context.catalog().build(build.arn()).map(RecordedBuild::summaryDigest));
        return digest.filter(build.digest()::equals).isPresent();
    }

    private void record(ImageBuildArn arn) {
        RecordResult result = context.throttle().ask(() -> context.recordImage().record(arn));
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

    /**
     * Asks after each build that no page showed, and once more, a pause later, after those unknown. They need not wait for
     * all others to be asked after: there may be more of them than a run has time for.
     */
    private void confirmUnseen() {
        Queue<Unknown> unknown = new ArrayDeque<>();
        for (ImageBuildArn arn : List.copyOf(unseen)) {
            Instant paused = context.clock().instant().minus(context.settings().confirmAfter());
            while (!unknown.isEmpty() && !unknown.element().since().isAfter(paused)) {
                confirm(unknown.remove());
            }
            attempt(arn, () -> {
                try {
                    record(arn);
                    unseen.remove(arn);
                } catch (UnknownImageException e) {
                    unknown.add(new Unknown(arn, context.clock().instant()));
                }
            });
        }
        if (!unknown.isEmpty()) {
            context.throttle().pause(context.settings().confirmAfter());
        }
        unknown.forEach(this::confirm);
    }

    /** A build that the service did not know at that time. */
    private record Unknown(ImageBuildArn arn, Instant since) {}

    private void confirm(Unknown build) {
        attempt(build.arn(), () -> {
            Instant askedAt = context.clock().instant();
            try {
                record(build.arn());
            } catch (UnknownImageException e) {
                recordDeleted(build.arn(), askedAt);
            }
        });
        unseen.remove(build.arn());
    }

    /** The service no longer tells anything of the build: what it told before is kept, but for the state. */
    private void recordDeleted(ImageBuildArn arn, Instant askedAt) {
        Optional<RecordedImage> image = context.catalog().image(arn);
        if (image.isEmpty()) {
            return;
        }
        var gone = image.get().recorded().build().withState(ImageState.DELETED, Optional.empty());
        Digest digest =
                new ImageSummary(arn, ImageState.DELETED, Optional.empty(), gone.createdAt(), List.of()).digest();
        Recording recording = context.catalog()
                .record(new ImageSnapshot(askedAt, gone, image.get().fanOut(), digest));
        switch (recording.outcome()) {
            case FIRST, REPLACED -> deleted.add(arn);
            case UNCHANGED -> unchanged++;
            case SUPERSEDED -> failures.add(arn + ": recorded anew while it was being found deleted");
        }
    }

    private void expireLongGone() {
        for (ImageBuildArn arn : longGone) {
            // The service is not asked here, so nothing else looks at the time.
            context.throttle().pause(Duration.ZERO);
            attempt(arn, () -> {
                if (context.retention().expireCopies(arn)) {
                    expired++;
                }
            });
        }
    }

    /** Whatever fails with one build is reported and stops no other. */
    private void attempt(ImageBuildArn arn, Runnable work) {
        try {
            work.run();
        } catch (OutOfTimeException e) {
            throw e;
        } catch (RuntimeException e) {
            failures.add(arn + ": " + text(e));
        }
    }

    static String text(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
