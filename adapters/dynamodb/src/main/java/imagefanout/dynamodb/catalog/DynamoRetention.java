package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Deletes the copies of a deleted build by replacing its current edition with an edition that has none. META, the entry
 * in the lineage and the AMI items are kept.
 *
 * <p>Removes a build in four steps: an item that names it, so that a removal that is interrupted is found again; the mark
 * in its META; the conditional write of META that hides it from all readers; then its rows are deleted, and of META only
 * what is needed to know the build again is kept.
 */
public final class DynamoRetention implements Retention {
    private final TableAccess table;
    private final MetaStore metas;

    public DynamoRetention(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
        this.metas = new MetaStore(this.table);
    }

    @Override
    public boolean expireCopies(ImageBuildArn arn) {
        return table.inTable("delete the copies of " + arn, () -> {
            Attempts attempts = new Attempts(table);
            BuildPartition found = BuildPartition.read(table, arn);
            attempts.cleanUp(found);
            return found.meta()
                    .filter(meta -> !meta.isRemoved())
                    .filter(meta -> meta.recorded().build().state() == ImageState.DELETED)
                    .filter(meta -> !meta.parts().isEmpty())
                    .map(meta -> expire(meta, attempts))
                    .orElse(false);
        });
    }

    /** Returns false when the build was recorded in the meantime. A later run tries again. */
    private boolean expire(MetaItem meta, Attempts attempts) {
        Edition copies = meta.edition();
        Edition none = copies.withoutCopies();
        AttemptItem attempt = AttemptItem.of(meta.version(), Optional.of(meta.version()), none, Optional.of(copies));
        attempts.begin(attempt);
        table.batches().write(Stream.of(Batches.put(BuildRow.entry(none))));
        if (metas.replaceEdition(meta, none)) {
            attempts.finish(attempt);
            return true;
        }
        // Either the build was recorded in the meantime, or the response to a successful write was lost.
        attempts.refused(attempt);
        BuildPartition now = BuildPartition.read(table, meta.build());
        attempts.cleanUp(now);
        return now.isCurrent(attempt);
    }

    @Override
    public Set<ImageBuildArn> remove(List<RecordedBuild> builds, Instant at, Supplier<Set<ImageBuildArn>> inUse) {
        return table.inTable("remove builds", () -> {
            List<ImageBuildArn> arns =
                    builds.stream().map(build -> build.build().arn()).toList();
            table.batches().write(arns.stream().map(arn -> Batches.put(StoredItem.at(CatalogKeys.removal(arn)))));
            List<MetaItem> chosen =
                    builds.stream().flatMap(build -> chosen(build, at).stream()).toList();
            Set<ImageBuildArn> needed = inUse.get();
            chosen.stream().filter(meta -> !needed.contains(meta.build())).forEach(meta -> metas.remove(meta, at));
            return finish(arns);
        });
    }

    /** The build's META, if it could be marked: nothing has happened to the build since it was read, and nothing is about to. */
    private Optional<MetaItem> chosen(RecordedBuild build, Instant at) {
        BuildPartition found = BuildPartition.read(table, build.build().arn());
        return found.meta()
                .filter(meta -> found.attempts().isEmpty())
                .filter(meta -> !meta.isRemoved() && meta.recorded().equals(build))
                .filter(meta -> metas.choose(meta, at));
    }

    @Override
    public void finishRemovals() {
        table.runInTable(
                "finish removals",
                () -> finish(table.queries().ascending(CatalogKeys.REMOVALS).stream()
                        .map(item -> ImageBuildArn.parse(item.key().sort()))
                        .toList()));
    }

    /** Deletes what is left of hidden builds, and takes the mark off the others. Returns the hidden ones. */
    private Set<ImageBuildArn> finish(List<ImageBuildArn> begun) {
        Set<ImageBuildArn> removed = new HashSet<>();
        metas.readEvenRemoved(begun, Consistency.STRONG).forEach((arn, meta) -> {
            if (!meta.isRemoved()) {
                metas.unchoose(meta);
                return;
            }
            removed.add(arn);
            if (meta.hasFacts()) {
                deleteRows(meta);
                metas.forget(meta);
            }
        });
        table.batches().write(begun.stream().map(CatalogKeys::removal).map(Batches::delete));
        return removed;
    }

    /** Also those of the builds that were made earlier under the same ARN. */
    private void deleteRows(MetaItem removed) {
        EditionRows rows = new EditionRows(table);
        for (StoredItem item : table.queries().descending(CatalogKeys.buildPartition(removed.build()))) {
            if (item.key().sort().startsWith(CatalogKeys.REPLACED)) {
                rows.deleteWithAmis(new MetaItem(item).edition());
                table.batches().write(Stream.of(Batches.delete(item.key())));
            }
        }
        rows.deleteWithAmis(removed.edition());
    }
}
