package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.SnapshotVersion;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Records one snapshot: writes a new edition of the build, then makes it current in META if META has not changed since
 * it was read. docs/decisions.md explains the order of the steps.
 */
final class Recorder {
    private static final int MAX_TRIES = 10;

    private final TableAccess table;
    private final MetaStore metas;
    private final EditionRows rows;
    private final Directory directory;
    private final Attempts attempts;
    private final ImageSnapshot snapshot;

    /**
     * The outcome to return if META already has this snapshot, because an earlier try wrote it and the response was
     * lost.
     */
    private Optional<SnapshotOutcome> written = Optional.empty();

    /**
     * What was read before GetImage. Only of a build without META: if another process has recorded it since, the condition of the
     * commit fails, and the next try reads for itself.
     */
    private Optional<BuildPartition> read;

    /** @param read the build's partition, if it was read just before, and had no META */
    Recorder(TableAccess table, ImageSnapshot snapshot, Optional<BuildPartition> read) {
        this.table = table;
        this.metas = new MetaStore(table);
        this.rows = new EditionRows(table);
        this.directory = new Directory(table);
        this.attempts = new Attempts(table);
        this.snapshot = requireNonNull(snapshot, "snapshot");
        this.read = requireNonNull(read, "read");
    }

    Recording record() {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Optional<Recording> recording = tryOnce();
            if (recording.isPresent()) {
                return recording.get();
            }
        }
        throw new StorageException(snapshot.build().arn() + " kept changing");
    }

    /** Returns empty when another process changed the build and this process must read it again. */
    private Optional<Recording> tryOnce() {
        BuildPartition found =
                read.orElseGet(() -> BuildPartition.read(table, snapshot.build().arn()));
        read = Optional.empty();
        attempts.cleanUp(found);
        if (found.meta().isEmpty()) {
            return replace(found, Optional.empty(), FanOut.NONE);
        }
        MetaItem meta = found.meta().get();
        if (meta.isRemoved()) {
            return isBuiltAgain(meta) ? replace(found, Optional.empty(), FanOut.NONE) : leaveRemoved(meta);
        }
        if (meta.version().equals(snapshot.version()) && written.isPresent()) {
            settle(meta);
            return Optional.of(new Recording(written.get(), meta.recorded()));
        }
        if (meta.version().digest().equals(snapshot.digest())) {
            return unchanged(found, meta);
        }
        if (meta.version().compareTo(snapshot.version()) > 0) {
            return Optional.of(new Recording(SnapshotOutcome.SUPERSEDED, meta.recorded()));
        }
        Edition edition = meta.edition();
        return rows.read(edition, region -> true).flatMap(earlier -> replace(found, Optional.of(edition), earlier));
    }

    /**
     * Handles a snapshot that the catalog already has. Writes nothing unless a process with an older snapshot has an
     * open attempt. That attempt could still overwrite the newer data, so a new META version is written to block it.
     */
    private Optional<Recording> unchanged(BuildPartition found, MetaItem meta) {
        RecordedBuild recorded = meta.recorded();
        boolean hasOlderAttempt =
                found.open().anyMatch(attempt -> attempt.version().compareTo(snapshot.version()) < 0);
        if (!hasOlderAttempt) {
            settle(meta);
            return Optional.of(new Recording(SnapshotOutcome.UNCHANGED, recorded));
        }
        return commit(found, meta.edition(), recorded.counts(), SnapshotOutcome.UNCHANGED, Optional.empty())
                ? Optional.of(new Recording(SnapshotOutcome.UNCHANGED, recorded(recorded.counts(), recorded.hold())))
                : Optional.empty();
    }

    /** A removed build stays removed. What Image Builder shows of it is noted, so that the next sweep finds it unchanged. */
    private Optional<Recording> leaveRemoved(MetaItem removed) {
        RecordedBuild described = recorded(snapshot.fanOut().counts(), Optional.empty());
        if (removed.version().digest().equals(snapshot.digest())) {
            return Optional.of(new Recording(SnapshotOutcome.UNCHANGED, described));
        }
        if (removed.version().compareTo(snapshot.version()) > 0) {
            return Optional.of(new Recording(SnapshotOutcome.SUPERSEDED, described));
        }
        return metas.follow(removed, snapshot)
                ? Optional.of(new Recording(SnapshotOutcome.UNCHANGED, described))
                : Optional.empty();
    }

    private Optional<Recording> replace(BuildPartition found, Optional<Edition> current, FanOut earlier) {
        boolean isOtherBuild = found.meta().filter(this::isBuiltAgain).isPresent();
        FanOut kept = isOtherBuild ? FanOut.NONE : earlier;
        FanOut fanOut = snapshot.fanOut().keeping(kept);
        SnapshotOutcome outcome = current.isPresent() ? SnapshotOutcome.REPLACED : SnapshotOutcome.FIRST;
        boolean committed = current.isPresent() && fanOut.equals(earlier) && hasSamePosition(current.get())
                ? commit(found, current.get(), fanOut.counts(), outcome, Optional.empty())
                : writeAndCommit(found, current, earlier, fanOut, outcome);
        if (!committed) {
            return Optional.empty();
        }
        Optional<Hold> hold = isOtherBuild ? Optional.empty() : found.meta().flatMap(MetaItem::hold);
        return Optional.of(new Recording(outcome, recorded(fanOut.counts(), hold)));
    }

    /** Whether an image was deleted and made anew under the same ARN. An unreadable date proves nothing. */
    private boolean isBuiltAgain(MetaItem meta) {
        return snapshot.build().isBuiltAfter(meta.createdAt());
    }

    private boolean hasSamePosition(Edition edition) {
        Build build = snapshot.build();
        return edition.lineage().equals(build.lineage()) && edition.position().equals(build.position());
    }

    private RecordedBuild recorded(Counts counts, Optional<Hold> hold) {
        return new RecordedBuild(
                snapshot.build(), counts, snapshot.askedAt(), snapshot.digest(), snapshot.summaryDigest(), hold);
    }

    private boolean writeAndCommit(
            BuildPartition found, Optional<Edition> current, FanOut earlier, FanOut fanOut, SnapshotOutcome outcome) {
        Optional<SnapshotVersion> base = found.version();
        SortedMap<Region, List<RegionRow>> regionRows = EditionRows.split(fanOut);
        Edition edition = Edition.of(snapshot, fanOut, base, regionRows);
        Optional<MetaItem> otherBuild = found.meta().filter(this::isBuiltAgain).filter(meta -> !meta.isRemoved());
        AttemptItem attempt = AttemptItem.of(snapshot.version(), base, edition, current);
        otherBuild.ifPresent(build -> attempt.keepingCopies());
        attempts.remember(edition, fanOut);
        current.ifPresent(replaced -> attempts.remember(replaced, earlier));

        attempts.begin(attempt);
        rows.write(
                edition,
                regionRows,
                fanOut,
                otherBuild.isPresent() ? FanOut.NONE : earlier,
                Stream.concat(
                        directory.unknown(snapshot.build(), fanOut),
                        otherBuild.map(build -> Batches.put(build.replacedBy(edition))).stream()));
        if (!commit(found, edition, fanOut.counts(), outcome, Optional.of(attempt))) {
            attempts.refused(attempt);
            return false;
        }
        return true;
    }

    /**
     * Makes the edition current if META has not changed since it was read. After that, no other open attempt can
     * succeed. META stays unfinished until the obsolete rows are deleted, so that a reconcile checks the build again.
     */
    private boolean commit(
            BuildPartition found, Edition edition, Counts counts, SnapshotOutcome outcome, Optional<AttemptItem> own) {
        MetaItem meta = MetaItem.of(snapshot, counts, edition);
        List<AttemptItem> superseded = found.open()
                .filter(attempt -> !attempt.edition().id().equals(edition.id()))
                .toList();
        if (own.isPresent() || !superseded.isEmpty()) {
            meta.unfinished();
        }
        written = Optional.of(outcome);
        if (!metas.replace(
                found.meta(), meta, found.meta().filter(this::isBuiltAgain).isPresent())) {
            return false;
        }
        superseded.forEach(attempts::undo);
        own.ifPresent(attempts::finish);
        settle(meta);
        return true;
    }

    /**
     * Marks META as complete. If another process has recorded the build since, this changes nothing and that process
     * completes META.
     */
    private void settle(MetaItem meta) {
        if (meta.isUnfinished()) {
            metas.settle(meta, snapshot.summaryDigest());
        }
    }
}
