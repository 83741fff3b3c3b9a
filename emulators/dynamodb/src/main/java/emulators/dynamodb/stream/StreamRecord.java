package emulators.dynamodb.stream;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.value.Item;
import emulators.wire.shape.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A change in a stream.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html">Record</a>
 */
public record StreamRecord(long sequence, Instant created, ItemChange change, ViewType viewType) {

    public StreamRecord {
        requireNonNull(created, "created");
        requireNonNull(change, "change");
        requireNonNull(viewType, "viewType");
    }

    /** Returns the record in the format of GetRecords. */
    public ObjectNode toJson(String region) {
        ObjectNode json = Json.object();
        json.put("eventID", eventId());
        json.put("eventName", change.eventName());
        json.put("eventVersion", "1.1");
        json.put("eventSource", "aws:dynamodb");
        json.put("awsRegion", region);
        json.set("dynamodb", images());
        if (change.cause() == ItemChange.Cause.TIME_TO_LIVE) {
            json.putObject("userIdentity")
                    .put("PrincipalId", "dynamodb.amazonaws.com")
                    .put("Type", "Service");
        }
        return json;
    }

    private ObjectNode images() {
        ObjectNode json = Json.object();
        json.put("ApproximateCreationDateTime", created.getEpochSecond());
        json.set("Keys", change.key().toJson());
        newImage().ifPresent(item -> json.set("NewImage", item.toJson()));
        oldImage().ifPresent(item -> json.set("OldImage", item.toJson()));
        json.put("SequenceNumber", SequenceNumber.text(sequence));
        json.put("SizeBytes", size());
        json.put("StreamViewType", viewType.name());
        return json;
    }

    private Optional<Item> newImage() {
        return change.after().filter(item -> viewType.hasNewImage());
    }

    private Optional<Item> oldImage() {
        return change.before().filter(item -> viewType.hasOldImage());
    }

    /** Returns the size in bytes of the key and the images in the record. */
    public long size() {
        return change.key().size()
                + newImage().map(Item::size).orElse(0L)
                + oldImage().map(Item::size).orElse(0L);
    }

    private String eventId() {
        String seed = SequenceNumber.text(sequence) + created;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
