package imagefanout.model.reconcile;

import imagefanout.model.Digest;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.journal.WalkPosition;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.listing.PageSize;
import imagefanout.model.retention.OldBuilds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares the builds of one lineage with the catalog: first the pages of Image Builder's list, then the recorded builds
 * that no page showed. If the list of all builds has shown every recorded one, no other list is read. A walk that stops early keeps what it has done; {@link #position()} is where the next one continues.
 */
final class LineageWalk {
    /** A list may omit an image for this long after its creation. */
    private static final Duration LIST_DELAY = Duration.ofMinutes(2);

    private static final int CATALOG_PAGE = 100;

    private final WalkContext context;
    private final Lineage lineage;
    private final WalkDepth depth;
    private final Optional<SeenBuilds> seen;
    private final BuildLists lists;
    private final CatalogRepairs repairs;

    private final Optional<WalkPosition> from;
    private final Instant startedAt;
    private final TreeSet<ImageBuildArn> unseen = new TreeSet<>();
    private final Set<ImageBuildArn> omitted = new HashSet<>();
    private int omittedThoughThere;
    private boolean isAsShown;
    private boolean listed;

    private final Map<ImageBuildArn, Digest> recorded = new HashMap<>();
    private final List<ImageBuildArn> deletedLongAgo = new ArrayList<>();
    private final Optional<OldBuilds> oldBuilds;

    /**
     * @param from where an earlier walk over the same lineage stopped
     * @param seen what the list of all builds has shown; empty if it was not read
     */
    LineageWalk(
            WalkContext context,
            Lineage lineage,
            WalkDepth depth,
            Optional<WalkPosition> from,
            Optional<SeenBuilds> seen) {
        this.context = context;
        this.lineage = lineage;
        this.depth = depth;
        this.seen = seen;
        this.lists = new BuildLists(context, from, this::compare);
        this.repairs = new CatalogRepairs(context);
        this.oldBuilds = context.settings().retention().map(rule -> context.removeOldBuilds()
                .oldBuilds(lineage, rule));
        this.from = from;
        this.startedAt = from.map(WalkPosition::startedAt).orElseGet(context.clock()::instant);
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
        Runnable compare = depth == WalkDepth.NEWEST ? this::compareWithNewest : this::compareWithLists;
        if (repairs.attempt("builds not listed", compare) && depth == WalkDepth.ALL) {
            confirmUnseen();
            deletedLongAgo.forEach(repairs::expire);
            oldBuilds.ifPresent(old -> repairs.remove(old));
        }
    }

    /** Whether no list had to be read, because the list of all builds has shown each recorded build, and nothing else was done. */
    boolean isAsShown() {
        return isAsShown && !hasFailed() && deletedLongAgo.isEmpty() && !repairs.haveShrunk();
    }

    /** Whether nothing failed, and no build is still being made. */
    boolean hasSettled() {
        return !hasFailed() && repairs.inProgress() == 0;
    }

    /** How many builds the list of all builds did not show, though Image Builder has them. */
    int omittedThoughThere() {
        return omittedThoughThere;
    }

    WalkPosition position() {
        return new WalkPosition(lineage, startedAt, lists.version(), lists.page(), listed, unseen, hasFailed());
    }

    /** Whether anything failed, in this walk or in the one that it continues. */
    private boolean hasFailed() {
        return repairs.haveFailed() || from.filter(WalkPosition::failed).isPresent();
    }

    LineageReport report(LineageOutcome unlessFailed) {
        return repairs.report(lineage.toString(), unlessFailed);
    }

    private void compareWithNewest() {
        // Builds without a pipeline have no list of their own.
        if (lineage instanceof PipelineArn pipeline) {
            try {
                lists.read(pipeline);
            } catch (UnknownResourceException e) {
                if (context.catalog()
                        .builds(lineage, Optional.empty(), 1)
                        .items()
                        .isEmpty()) {
                    throw e;
                }
            }
        }
    }

    private void compareWithLists() {
        SortedSet<ImageVersionArn> versions = new TreeSet<>();
        ResultPage.<RecordedBuild, BuildPosition>forEach(
                before -> context.catalog().builds(lineage, before, CATALOG_PAGE), build -> note(build, versions));
        if (listed) {
            return;
        }
        if (from.isEmpty() && seen.isPresent()) {
            unseen.removeIf(seen.get()::contains);
            omitted.addAll(unseen);
            isAsShown = omitted.isEmpty();
        }
        if (!isAsShown) {
            readLists(versions);
        }
        listed = true;
    }

    /** Whether a walk lists the version for this build: not for a deleted or gone one. */
    static boolean listsVersionOf(RecordedBuild build) {
        return !build.build().state().isDeletedOrGone();
    }

    /** Notes what the catalog holds. */
    private void note(RecordedBuild build, SortedSet<ImageVersionArn> versions) {
        ImageBuildArn arn = build.build().arn();
        recorded.put(arn, build.summaryDigest());
        oldBuilds.ifPresent(old -> old.add(build));
        if (build.build().state() == ImageState.DELETED
                && context.settings()
                        .keepDeleted()
                        .map(startedAt::minus)
                        .filter(build.recordedAt()::isBefore)
                        .isPresent()) {
            deletedLongAgo.add(arn);
        }
        if (!listsVersionOf(build)) {
            return;
        }
        versions.add(arn.imageVersion());
        Instant listedSince = seen.map(SeenBuilds::sweep).orElse(startedAt);
        if (from.isEmpty() && build.build().createdAt().isBefore(listedSince.minus(LIST_DELAY))) {
            unseen.add(arn);
        }
    }

    private void readLists(SortedSet<ImageVersionArn> versions) {
        if (lineage instanceof PipelineArn pipeline && lists.version().isEmpty()) {
            try {
                lists.read(pipeline);
                return;
            } catch (UnknownResourceException e) {
                // The builds of a deleted pipeline are still listed by their image versions.
                if (recorded.isEmpty()) {
                    throw e;
                }
            }
        }
        lists.read(versions);
    }

    /** Returns whether the next page has to be read. */
    private boolean compare(ListedBuilds page) {
        boolean differs = !page.unreadable().isEmpty();
        for (String unreadable : page.unreadable()) {
            // It may be any of the builds that no page has shown yet.
            unseen.clear();
            repairs.fail(unreadable);
        }
        recorded.putAll(repairs.recordedDigests(page, recorded.keySet()));
        for (ImageSummary build : page.builds()) {
            unseen.remove(build.arn());
            if (omitted.remove(build.arn()) && build.state() != ImageState.DELETED) {
                omittedThoughThere++;
            }
            if (repairs.differs(build, recorded)) {
                differs = true;
                if (!repairs.recordListed(build) && recorded.containsKey(build.arn())) {
                    unseen.add(build.arn());
                }
            }
        }
        // A page may be shorter than requested.
        return differs || depth == WalkDepth.ALL || repairs.listed() < PageSize.FIRST;
    }

    /** A build that Image Builder did not know at that time. */
    private record UnknownBuild(ImageBuildArn arn, Instant since) {}

    /**
     * Requests each build that no page showed and, after a pause, requests the unknown ones again. The second requests do not
     * wait for all first ones: there may be more builds than one run has time for.
     */
    private void confirmUnseen() {
        Duration pause = context.settings().confirmAfter();
        Queue<UnknownBuild> unknown = new ArrayDeque<>();
        for (ImageBuildArn arn : List.copyOf(unseen)) {
            Instant due = context.clock().instant().minus(pause);
            while (!unknown.isEmpty() && !unknown.element().since().isAfter(due)) {
                confirmUnknown(unknown.remove().arn());
            }
            repairs.attempt(arn.toString(), () -> {
                try {
                    repairs.record(arn);
                    unseen.remove(arn);
                    omittedThoughThere += omitted.contains(arn) ? 1 : 0;
                } catch (UnknownResourceException e) {
                    unknown.add(new UnknownBuild(arn, context.clock().instant()));
                }
            });
        }
        if (!unknown.isEmpty()) {
            context.throttle().pause(pause);
        }
        unknown.forEach(build -> confirmUnknown(build.arn()));
    }

    private void confirmUnknown(ImageBuildArn arn) {
        repairs.recordUnknown(arn);
        unseen.remove(arn);
    }
}
