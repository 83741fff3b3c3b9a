package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.SnapshotVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Records one snapshot: writes a new edition of the build beside the one that readers see, and then names it in META, if META
 * is still as it was read. docs/decisions.md says why each step comes where it does.
 */
final class Recorder {
    private static final int MOST_TRIES = 10;

    private final DynamoDbClient client;
    private final String table;
    private final DynamoDbTable<MetaItem> metas;
    private final Batches batches;
    private final Rows rows;
    private final Directory directory;
    private final ImageSnapshot snapshot;

    /** To whom the editions that this recorder has seen or made may have offered something, by their ids. */
    private final Map<String, Set<Audience>> offered = new HashMap<>();

    /** This recorder's attempts that META did not take; or it did, and the answer was lost. */
    private final List<AttemptItem> undecided = new ArrayList<>();

    /** What came of it if META turns out to hold this snapshot: set when that was written and perhaps the answer was lost. */
    private Optional<SnapshotOutcome> written = Optional.empty();

    Recorder(
            DynamoDbClient client,
            DynamoDbEnhancedClient enhanced,
            String table,
            Batches batches,
            ImageSnapshot snapshot) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
        this.metas = enhanced.table(table, MetaItem.FACTS);
        this.batches = requireNonNull(batches, "batches");
        this.rows = new Rows(batches);
        this.directory = new Directory(client, table, batches);
        this.snapshot = requireNonNull(snapshot, "snapshot");
    }

    Recording record() {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            Optional<Recording> recording = tryOnce();
            if (recording.isPresent()) {
                return recording.get();
            }
        }
        throw new StorageException(snapshot.build().arn() + " kept changing while it was recorded");
    }

    /** Empty when somebody else was quicker, and all is to be looked at again. */
    private Optional<Recording> tryOnce() {
        BuildPartition found =
                BuildPartition.read(client, table, snapshot.build().arn());
        if (!found.isWhole()) {
            return Optional.empty();
        }
        tidy(found);
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
        Optional<FanOut> earlier = rows.read(edition, edition.parts());
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        return replace(found, Optional.of(edition), earlier.get());
    }

    /**
     * The catalog holds the same already, and nothing is written; unless a recorder that asked earlier has begun to write
     * something else. It may have been killed, or may yet put its older word over this one: a newer META shuts it out.
     */
    private Optional<Recording> unchanged(BuildPartition found, MetaItem meta) {
        RecordedBuild recorded = meta.recorded();
        if (!found.isOpenBefore(snapshot.version())) {
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
        SortedMap<Region, List<RegionRow>> regionRows = Rows.split(fanOut);
        Edition edition = Edition.of(snapshot, fanOut, base, regionRows);
        List<ItemKey> announced = directory.unconfirmed(snapshot.build(), fanOut);
        AttemptItem attempt = AttemptItem.of(snapshot.version(), base, edition, current, announced);
        offered.put(edition.id(), audiences(fanOut));
        current.ifPresent(replaced -> offered.put(replaced.id(), audiences(earlier)));

        batches.write(Stream.of(Batches.put(AttemptItem.SCHEMA, attempt)));
        directory.announce(announced, edition);
        rows.write(edition, regionRows, fanOut, earlier);
        if (!commit(found, edition, fanOut.counts(), outcome, Optional.of(attempt))) {
            undecided.add(attempt);
            return false;
        }
        return true;
    }

    private static Set<Audience> audiences(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> Stream.concat(
                        region.amis().keySet().stream().map(Audience.Account::new),
                        region.launchPermission().audiences().stream()))
                .collect(Collectors.toSet());
    }

    /**
     * Names the edition in META if META is as it was read; then nothing that was under way before can succeed any more. What
     * is left to do is done next. Until it is, META is unfinished, so that a reconcile does not take it for settled.
     */
    private boolean commit(
            BuildPartition found, Edition edition, Counts counts, SnapshotOutcome outcome, Optional<AttemptItem> own) {
        Optional<SnapshotVersion> base = found.version();
        MetaItem meta = MetaItem.of(snapshot, counts, edition, base);
        List<AttemptItem> beaten = found.attempts().stream()
                .filter(attempt -> !found.isCurrent(attempt) && !found.hasPassed(attempt.base()))
                .filter(attempt -> !attempt.edition().id().equals(edition.id()))
                .toList();
        List<ItemKey> replaced = found.mores().stream()
                .map(Item::key)
                .filter(key -> !Optional.of(key).equals(meta.moreKey()))
                .toList();
        if (own.isPresent() || !beaten.isEmpty() || !replaced.isEmpty()) {
            meta.unfinished();
        }
        meta.moreKey()
                .map(key -> MoreItem.of(key, snapshot.version(), base, Details.of(snapshot.build())))
                .ifPresent(more -> batches.write(Stream.of(Batches.put(MoreItem.SCHEMA, more))));
        written = Optional.of(outcome);
        try {
            metas.updateItem(update -> update.item(meta).conditionExpression(isStill(found.meta())));
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
        beaten.forEach(this::undo);
        batches.write(replaced.stream().map(Batches::delete));
        own.ifPresent(this::finish);
        settle(meta);
        return true;
    }

    /** Nothing is left to do for what META says; so a list that shows the same needs no second look. */
    private void settle(MetaItem meta) {
        if (!meta.isUnfinished()) {
            return;
        }
        try {
            client.updateItem(update -> update.tableName(table)
                    .key(meta.key().toMap())
                    .updateExpression("SET #s = :summary")
                    .conditionExpression("#v = :version")
                    .expressionAttributeNames(Map.of("#s", MetaItem.SUMMARY, "#v", MetaItem.VERSION))
                    .expressionAttributeValues(Map.of(
                            ":summary",
                            AttributeValue.fromS(snapshot.summaryDigest().hex()),
                            ":version",
                            AttributeValue.fromS(Versions.format(meta.version())))));
        } catch (ConditionalCheckFailedException e) {
            // Somebody else has recorded the build since, and settles that.
            return;
        }
    }

    /**
     * As it was read: of the same snapshot, with its rows still there, which retention may let go of, and with retention no
     * further: it may have marked what was written since as expiring.
     */
    private static Expression isStill(Optional<MetaItem> read) {
        if (read.isEmpty()) {
            return Expression.builder()
                    .expression("attribute_not_exists(#pk)")
                    .putExpressionName("#pk", CatalogTable.PARTITION_KEY)
                    .build();
        }
        MetaItem meta = read.get();
        return Expression.builder()
                .expression("#v = :version AND #g = :parts AND "
                        + (meta.expiring().isPresent() ? "attribute_exists(#y)" : "attribute_not_exists(#y)"))
                .putExpressionName("#v", MetaItem.VERSION)
                .putExpressionName("#g", MetaItem.PARTS)
                .putExpressionName("#y", MetaItem.EXPIRING)
                .putExpressionValue(":version", AttributeValue.fromS(Versions.format(meta.version())))
                .putExpressionValue(":parts", AttributeValue.fromS(Edition.format(meta.parts())))
                .build();
    }

    /** Finishes what others, or this recorder, left over after their word became current, and undoes what never can. */
    private void tidy(BuildPartition found) {
        for (AttemptItem attempt : undecided) {
            // Its item may have been cleared away by others while it still wrote: it is known by memory.
            if (!found.isCurrent(attempt) && found.hasPassed(attempt.base())) {
                undo(attempt);
            }
        }
        for (AttemptItem attempt : found.attempts()) {
            if (found.isCurrent(attempt)) {
                finish(attempt);
            } else if (found.hasPassed(attempt.base())) {
                undo(attempt);
            }
        }
        batches.write(found.mores().stream()
                .filter(more -> !found.isCurrent(more) && found.hasPassed(more.base()))
                .map(Item::key)
                .map(Batches::delete));
    }

    private void finish(AttemptItem attempt) {
        directory.confirm(attempt.announced());
        attempt.replaced().ifPresent(this::remove);
        batches.write(Stream.of(Batches.delete(attempt.key())));
    }

    private void undo(AttemptItem attempt) {
        remove(attempt.edition());
        directory.withdraw(attempt.announced(), attempt.edition());
        batches.write(Stream.of(Batches.delete(attempt.key())));
    }

    private void remove(Edition edition) {
        Optional<Set<Audience>> known = Optional.ofNullable(offered.get(edition.id()));
        rows.remove(edition, known.orElseGet(() -> rows.audiences(edition)));
    }
}
