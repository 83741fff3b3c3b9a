package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.ItemQueries;
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

/**
 * Records one snapshot: writes a new edition of the build beside the one that readers see, and then names it in META, if META
 * is still as it was read. docs/decisions.md gives the reason for the order of the steps.
 */
final class Recorder {
    private static final int MAX_TRIES = 10;

    private final ItemQueries queries;
    private final MetaWriter metas;
    private final EditionRows rows;
    private final Directory directory;
    private final Attempts attempts;
    private final ImageSnapshot snapshot;

    /** The outcome if META turns out to hold this snapshot: it was written, and perhaps the answer was lost. */
    private Optional<SnapshotOutcome> written = Optional.empty();

    Recorder(TableAccess table, ImageSnapshot snapshot) {
        Batches batches = table.batches();
        this.queries = table.queries();
        this.metas = new MetaWriter(table);
        this.rows = new EditionRows(batches);
        this.directory = new Directory(batches, queries);
        this.attempts = new Attempts(batches, rows);
        this.snapshot = requireNonNull(snapshot, "snapshot");
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

    /** Empty when another process was faster, and everything has to be read again. */
    private Optional<Recording> tryOnce() {
        BuildPartition found = BuildPartition.read(queries, snapshot.build().arn());
        attempts.cleanUp(found);
        if (found.meta().isEmpty()) {
            return replace(found, Optional.empty(), FanOut.NONE);
        }
        MetaItem meta = found.meta().get();
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
        return rows.read(edition, edition.parts()).flatMap(earlier -> replace(found, Optional.of(edition), earlier));
    }

    /**
     * The catalog holds the same already, and nothing is written; unless a process with an earlier snapshot has begun to write
     * another edition. It may be dead, or may yet put its older snapshot over this one: a newer META prevents that.
     */
    private Optional<Recording> unchanged(BuildPartition found, MetaItem meta) {
        RecordedBuild recorded = meta.recorded();
        boolean isThreatened =
                found.open().anyMatch(attempt -> attempt.version().compareTo(snapshot.version()) < 0);
        if (!isThreatened) {
            settle(meta);
            return Optional.of(new Recording(SnapshotOutcome.UNCHANGED, recorded));
        }
        return commit(found, meta.edition(), recorded.counts(), SnapshotOutcome.UNCHANGED, Optional.empty())
                ? Optional.of(new Recording(SnapshotOutcome.UNCHANGED, recorded(recorded.counts(), recorded.hold())))
                : Optional.empty();
    }

    private Optional<Recording> replace(BuildPartition found, Optional<Edition> current, FanOut earlier) {
        FanOut fanOut = snapshot.fanOut().keeping(earlier);
        SnapshotOutcome outcome = current.isPresent() ? SnapshotOutcome.REPLACED : SnapshotOutcome.FIRST;
        boolean committed = current.isPresent() && fanOut.equals(earlier) && isPlacedAs(current.get())
                ? commit(found, current.get(), fanOut.counts(), outcome, Optional.empty())
                : writeAndCommit(found, current, earlier, fanOut, outcome);
        if (!committed) {
            return Optional.empty();
        }
        Optional<Hold> hold = found.meta().flatMap(MetaItem::hold);
        return Optional.of(new Recording(outcome, recorded(fanOut.counts(), hold)));
    }

    private boolean isPlacedAs(Edition edition) {
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
        AttemptItem attempt = AttemptItem.of(snapshot.version(), base, edition, current);
        attempts.remember(edition, fanOut);
        current.ifPresent(replaced -> attempts.remember(replaced, earlier));

        attempts.begin(attempt);
        rows.write(edition, regionRows, fanOut, earlier, directory.unknown(snapshot.build(), fanOut));
        if (!commit(found, edition, fanOut.counts(), outcome, Optional.of(attempt))) {
            attempts.refused(attempt);
            return false;
        }
        return true;
    }

    /**
     * Names the edition in META if META is as it was read; then no attempt that was open can succeed any more. Until what is
     * left over is deleted, META is unfinished: so a reconcile does not take the build for settled.
     */
    private boolean commit(
            BuildPartition found, Edition edition, Counts counts, SnapshotOutcome outcome, Optional<AttemptItem> own) {
        MetaItem meta = MetaItem.of(snapshot, counts, edition);
        List<AttemptItem> beaten = found.open()
                .filter(attempt -> !attempt.edition().id().equals(edition.id()))
                .toList();
        if (own.isPresent() || !beaten.isEmpty()) {
            meta.unfinished();
        }
        written = Optional.of(outcome);
        if (!metas.replace(found.meta(), meta)) {
            return false;
        }
        beaten.forEach(attempts::undo);
        own.ifPresent(attempts::finish);
        settle(meta);
        return true;
    }

    /** Nothing is left to do for META. When another process has recorded the build since, that one settles it. */
    private void settle(MetaItem meta) {
        if (meta.isUnfinished()) {
            metas.settle(meta, snapshot.summaryDigest());
        }
    }
}
