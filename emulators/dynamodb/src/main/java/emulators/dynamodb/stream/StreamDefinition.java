package emulators.dynamodb.stream;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.key.KeySchema;
import java.time.Instant;

/**
 * The properties of a stream at its creation.
 *
 * @param label distinguishes the streams of tables that had the same name
 * @param firstSequence the lowest sequence number that a record can have
 */
public record StreamDefinition(
        String arn,
        String label,
        String tableName,
        KeySchema schema,
        ViewType viewType,
        Instant created,
        long firstSequence) {

    public StreamDefinition {
        requireNonNull(arn, "arn");
        requireNonNull(label, "label");
        requireNonNull(tableName, "tableName");
        requireNonNull(schema, "schema");
        requireNonNull(viewType, "viewType");
        requireNonNull(created, "created");
    }

    /** Returns the ID of its only shard. */
    public String shardId() {
        return String.format("shardId-%020d-%08x", created.toEpochMilli(), arn.hashCode());
    }

    public String startingSequenceNumber() {
        return SequenceNumber.text(firstSequence);
    }
}
