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
 * Deletes the rows of a deleted build as a recording replaces them: an edition without copies takes the place of the one that
 * had them. META and the build's place in its pipeline stay; so do its AMIs' rows, which are facts.
 */
public final class DynamoRetention implements Retention {
    private final TableAccess table;
    private final Batches batches;

    /** @param deadline bounds every call, and every wait between two */
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

    /** False when the build was recorded meanwhile: a later run looks at it again. */
    private boolean expire(MetaItem meta, Attempts attempts) {
        Edition copies = meta.edition();
        Edition none = copies.withoutCopies();
        AttemptItem attempt = AttemptItem.of(meta.version(), Optional.of(meta.version()), none, Optional.of(copies));
        attempts.begin(attempt);
        batches.write(Stream.of(Batches.put(BuildRow.entry(none))));
        if (new MetaWriter(table).replaceEdition(meta, none)) {
            attempts.finish(attempt);
            return true;
        }
        // Either the build was recorded meanwhile, or the answer to a successful write was lost.
        attempts.refused(attempt);
        BuildPartition now = BuildPartition.read(table.queries(), meta.build());
        attempts.cleanUp(now);
        return now.isCurrent(attempt);
    }
}
