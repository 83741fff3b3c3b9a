package imagefanout.dynamodb.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.reconcile.ReconcileJournal;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The journal in one item of the catalog's table. Made anew for each invocation, around a client that lives on. */
public final class DynamoReconcileJournal implements ReconcileJournal, LastReconcile {
    private final DynamoDbTable<JournalItem> items;
    private final String table;

    /** @param deadline bounds every call */
    public DynamoReconcileJournal(DynamoDbClient client, String table, Deadline deadline) {
        this.table = requireNonNull(table, "table");
        this.items = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(new BoundedDynamoDb(client, deadline))
                .build()
                .table(table, JournalItem.SCHEMA);
    }

    @Override
    public JournalEntry read() {
        return item(Consistency.STRONG).map(JournalItem::entry).orElse(JournalEntry.FIRST);
    }

    @Override
    public Optional<Instant> endedAt() {
        return item(Consistency.EVENTUAL).map(JournalItem::entry).flatMap(entry -> entry.history()
                .lastCleanAt());
    }

    private Optional<JournalItem> item(Consistency consistency) {
        try {
            return Optional.ofNullable(
                    items.getItem(get -> get.key(JournalItem.KEY.toKey()).consistentRead(consistency.isStrong())));
        } catch (SdkException e) {
            throw failed("read", e);
        }
    }

    @Override
    public boolean replace(JournalEntry was, JournalEntry now) {
        try {
            items.putItem(put -> put.item(JournalItem.of(now)).conditionExpression(isStill(was)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // When the answer to the first try is lost, the SDK's next one meets what the first wrote.
            return read().equals(now);
        } catch (SdkException e) {
            throw failed("write", e);
        }
    }

    private static Expression isStill(JournalEntry was) {
        if (was.equals(JournalEntry.FIRST)) {
            return Expression.builder()
                    .expression("attribute_not_exists(#pk)")
                    .putExpressionName("#pk", CatalogTable.PARTITION_KEY)
                    .build();
        }
        return Expression.builder()
                .expression("#v = :was")
                .putExpressionName("#v", JournalItem.VERSION)
                .putExpressionValue(":was", AttributeValue.fromN(Long.toString(was.version())))
                .build();
    }

    private StorageException failed(String what, SdkException e) {
        return new StorageException(
                "could not " + what + " the reconcile's journal in table " + table + ": " + e.getMessage(), e);
    }
}
