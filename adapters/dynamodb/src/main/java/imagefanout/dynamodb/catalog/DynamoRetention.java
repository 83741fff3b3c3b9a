package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Deletes the copies of a deleted build by replacing its current edition with an edition that has none. META, the entry
 * in the lineage and the AMI items are kept.
 */
public final class DynamoRetention implements Retention {
    private final TableAccess table;
    private final Batches batches;

    /** @param deadline limits every call and every pause between retries */
    public DynamoRetention(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, deadline);
        this.batches = this.table.batches();
    }

    @Override
    public boolean expireCopies(ImageBuildArn arn) {
        return table.inTable("delete the copies of " + arn, () -> {
            Attempts attempts = new Attempts(batches, new EditionRows(batches));
            BuildPartition found = BuildPartition.read(table.queries(), arn);
            attempts.cleanUp(found);
            return found.meta()
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
        batches.write(Stream.of(Batches.put(BuildRow.entry(none))));
        if (new MetaStore(table).replaceEdition(meta, none)) {
            attempts.finish(attempt);
            return true;
        }
        // Either the build was recorded in the meantime, or the response to a successful write was lost.
        attempts.refused(attempt);
        BuildPartition now = BuildPartition.read(table.queries(), meta.build());
        attempts.cleanUp(now);
        return now.isCurrent(attempt);
    }
}
