package imagefanout.dynamodb;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.reconcile.LastReconcile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When the last complete reconcile ended, from the journal's item, for one invocation. A catalog that is made with it brings
 * that item along with the first batch that it reads, so that no request is sent for it alone; one is sent only where the
 * catalog read no batch.
 */
public final class DynamoLastReconcile implements LastReconcile {
    private final DynamoDbClient client;
    private final String table;
    private boolean known;
    private Optional<Instant> endedAt = Optional.empty();

    /** @param deadline bounds every call */
    public DynamoLastReconcile(DynamoDbClient client, String table, Deadline deadline) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.table = requireNonNull(table, "table");
    }

    @Override
    public Optional<Instant> endedAt() {
        if (!known) {
            try {
                Map<String, AttributeValue> item = client.getItem(
                                get -> get.tableName(table).key(Keys.JOURNAL.toMap()))
                        .item();
                learn(Optional.of(item).filter(found -> !found.isEmpty()));
            } catch (SdkException e) {
                throw new StorageException(
                        "could not read the reconcile's journal in table " + table + ": " + e.getMessage(), e);
            }
        }
        return endedAt;
    }

    boolean isKnown() {
        return known;
    }

    /** @param item the journal's; empty when there is none yet */
    void learn(Optional<Map<String, AttributeValue>> item) {
        endedAt = item.map(JournalItem.SCHEMA::mapToItem).flatMap(JournalItem::lastCleanAt);
        known = true;
    }
}
