package imagefanout.model.reconcile;

import imagefanout.model.BatchFailures;
import imagefanout.model.Digest;
import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.Recording;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.model.listing.ListedBuilds;
import imagefanout.model.retention.OldBuilds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Updates single builds in the catalog for one walk, and counts what it did. */
final class CatalogRepairs {
    private final WalkContext context;
    private int listed;
    private int unchanged;
    private int inProgress;
    private int expired;
    private int removed;
    private final List<ImageBuildArn> repaired = new ArrayList<>();
    private final List<ImageBuildArn> deleted = new ArrayList<>();
    private final List<ImageBuildArn> gone = new ArrayList<>();
    private final Set<ImageBuildArn> listedAsDeleted = new HashSet<>();
    private final BatchFailures failures = new BatchFailures();

    CatalogRepairs(WalkContext context) {
        this.context = context;
    }

    /** The summary digests of those builds on the page that are recorded, or removed, and neither known nor settled in this run. */
    Map<ImageBuildArn, Digest> recordedDigests(ListedBuilds page, Set<ImageBuildArn> known) {
        Set<ImageBuildArn> unknown = page.builds().stream()
                .map(ImageSummary::arn)
                .filter(arn -> !known.contains(arn))
                .filter(arn -> !context.settledInThisRun().contains(arn))
                .collect(Collectors.toSet());
        Map<ImageBuildArn, Digest> digests = new HashMap<>();
        unknown.stream()
                .filter(context.noticed()::containsKey)
                .forEach(arn -> digests.put(arn, context.noticed().get(arn).summaryDigest()));
        unknown.removeAll(digests.keySet());
        if (!unknown.isEmpty()) {
            digests.putAll(context.catalog().summaries(unknown));
        }
        return digests;
    }

    /** Counts a listed build. Returns whether it has to be recorded: the catalog has other data. */
    boolean differs(ImageSummary build, Map<ImageBuildArn, Digest> recorded) {
        listed++;
        if (!context.settledInThisRun().contains(build.arn()) && !build.digest().equals(recorded.get(build.arn()))) {
            return true;
        }
        if (build.state().isInProgress()) {
            inProgress++;
        } else {
            unchanged++;
            context.settledInThisRun().add(build.arn());
        }
        return false;
    }

    /**
     * Attempts to record a listed build. False: the list shows it as deleted, and GetImage does not know it. The walk over its
     * lineage decides.
     */
    boolean recordListed(ImageSummary build) {
        attempt(build.arn().toString(), () -> {
            try {
                record(build.arn());
            } catch (UnknownResourceException e) {
                if (build.state() != ImageState.DELETED) {
                    throw e;
                }
                listedAsDeleted.add(build.arn());
            }
        });
        return !listedAsDeleted.contains(build.arn());
    }

    /** @throws UnknownResourceException when Image Builder does not know the build */
    void record(ImageBuildArn arn) {
        RecordResult result =
                context.throttle().call(() -> context.recordImage().record(arn));
        switch (result.outcome()) {
            case RECORDED -> {
                boolean isDeleted = result.recorded()
                        .filter(now -> now.build().state() == ImageState.DELETED)
                        .isPresent();
                (isDeleted ? deleted : repaired).add(arn);
            }
            case UNCHANGED -> unchanged++;
            case IN_PROGRESS -> inProgress++;
        }
        if (result.outcome() != RecordOutcome.IN_PROGRESS) {
            context.settledInThisRun().add(arn);
        }
    }

    /** Attempts to record a build that GetImage did not know a while ago. If it still does not, the build has ended. */
    void recordUnknown(ImageBuildArn arn) {
        attempt(arn.toString(), () -> {
            Instant askedAt = context.clock().instant();
            try {
                record(arn);
            } catch (UnknownResourceException e) {
                recordEnd(arn, askedAt);
            }
        });
    }

    /** Image Builder no longer describes the build: everything but its state is kept as recorded. */
    private void recordEnd(ImageBuildArn arn, Instant askedAt) {
        context.catalog().image(arn).ifPresent(image -> {
            Build build = image.recorded().build();
            Build now = listedAsDeleted.contains(arn)
                    ? build.withState(ImageState.DELETED, Optional.empty())
                    : build.gone();
            Digest digest = ImageSummary.digest(now.state(), now.reason(), List.of());
            Recording recording = context.catalog().record(new ImageSnapshot(askedAt, now, image.fanOut(), digest));
            switch (recording.outcome()) {
                case FIRST, REPLACED -> (now.state() == ImageState.GONE ? gone : deleted).add(arn);
                case UNCHANGED -> unchanged++;
                case SUPERSEDED -> fail(arn + ": another run recorded it while it was found " + now.state());
            }
        });
    }

    void expire(ImageBuildArn arn) {
        // No request to Image Builder checks the time here.
        context.throttle().pause(Duration.ZERO);
        attempt(arn.toString(), () -> {
            if (context.retention().expireCopies(arn)) {
                expired++;
            }
        });
    }

    /** @param read the lineage's builds as the catalog had them before these repairs */
    void remove(OldBuilds read) {
        attempt("old builds not removed", () -> {
            OldBuilds now = haveRecorded() ? read.readAgain() : read;
            context.removeOldBuilds()
                    .remove(now, () -> context.throttle().pause(Duration.ZERO), more -> removed += more);
        });
    }

    private boolean haveRecorded() {
        return haveFailed() || !repaired.isEmpty() || !deleted.isEmpty() || !gone.isEmpty();
    }

    /** As {@link BatchFailures#attempt}; the report shows what failed. */
    boolean attempt(String subject, Runnable step) {
        return failures.attempt(subject, step);
    }

    void fail(String why) {
        failures.add(why);
    }

    int listed() {
        return listed;
    }

    /** Whether builds were removed, or had their copies set to expire. */
    boolean haveShrunk() {
        return expired > 0 || removed > 0;
    }

    int inProgress() {
        return inProgress;
    }

    boolean haveFailed() {
        return !failures.isEmpty();
    }

    /** @param lineage as {@link LineageReport#lineage()} */
    LineageReport report(String lineage, LineageOutcome unlessFailed) {
        return new LineageReport(
                lineage,
                haveFailed() ? LineageOutcome.FAILED : unlessFailed,
                listed,
                unchanged,
                inProgress,
                repaired,
                deleted,
                gone,
                expired,
                removed,
                failures.texts());
    }
}
