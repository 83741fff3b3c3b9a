package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Backoff;
import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.SnapshotVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Lets the rows of a deleted build expire. First META is made to name no Region rows, and to remember which it named: from
 * then on the copies are not seen, and a recorder to which the build returns writes all of its rows anew. Then the rows get
 * the instant from which DynamoDB may take them away, and then META forgets them. Whoever comes after one that was killed
 * goes on where it stopped.
 */
public final class DynamoRetention implements Retention {
    private static final int MOST_TRIES = 10;

    private final DynamoDbClient client;
    private final String table;
    private final Batches batches;
    private final Rows rows;
    private final Clock clock;

    /** @param deadline bounds every call, and every wait between two */
    public DynamoRetention(DynamoDbClient client, String table, Deadline deadline, Clock clock) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.table = requireNonNull(table, "table");
        this.clock = requireNonNull(clock, "clock");
        this.batches = new Batches(this.client, table, Backoff.within(deadline));
        this.rows = new Rows(batches);
    }

    @Override
    public boolean expireCopies(ImageBuildArn arn) {
        try {
            for (int tries = 1; tries <= MOST_TRIES; tries++) {
                Optional<Boolean> done = tryOnce(arn);
                if (done.isPresent()) {
                    return done.get();
                }
            }
        } catch (SdkException e) {
            throw new StorageException("could not let " + arn + " expire in table " + table + ": " + e.getMessage(), e);
        }
        throw new StorageException(arn + " kept changing while it was made to expire");
    }

    /** Empty when somebody else was quicker, and all is to be looked at again. */
    private Optional<Boolean> tryOnce(ImageBuildArn arn) {
        BuildPartition found = BuildPartition.read(client, table, arn);
        if (!found.isWhole()) {
            return Optional.empty();
        }
        if (found.meta().isEmpty()) {
            return Optional.of(false);
        }
        MetaItem meta = found.meta().get();
        if (meta.expiring().isPresent()) {
            return expire(meta, meta.expiring().get());
        }
        Edition edition = meta.edition();
        if (meta.recorded().build().state() != ImageState.DELETED
                || edition.parts().isEmpty()) {
            return Optional.of(false);
        }
        return letGo(meta, edition) ? expire(meta, edition) : Optional.empty();
    }

    /** META keeps all that it says of the build, but for where its copies are. */
    private boolean letGo(MetaItem meta, Edition edition) {
        try {
            client.updateItem(update -> update.tableName(table)
                    .key(meta.key().toMap())
                    .updateExpression("SET #expiring = :expiring, #parts = :none")
                    .conditionExpression("#version = :version")
                    .expressionAttributeNames(Map.of(
                            "#expiring", MetaItem.EXPIRING,
                            "#parts", MetaItem.PARTS,
                            "#version", MetaItem.VERSION))
                    .expressionAttributeValues(Map.of(
                            ":expiring", AttributeValue.fromS(MetaItem.formatExpiring(edition)),
                            ":none", AttributeValue.fromS(""),
                            ":version", AttributeValue.fromS(Versions.format(meta.version())))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private Optional<Boolean> expire(MetaItem meta, Edition edition) {
        // Some of the rows are gone already: then all of them have been told to go.
        rows.read(edition, edition.parts()).ifPresent(fanOut -> {
            Instant now = clock.instant();
            SortedMap<Region, List<RegionRow>> regionRows = Rows.split(fanOut);
            regionRows.forEach((region, itsRows) -> {
                for (int part = 0; part < itsRows.size(); part++) {
                    itsRows.get(part).at(CatalogKeys.regionRow(edition, region, part));
                }
            });
            batches.write(OfferItem.of(edition, fanOut).map(offer -> expiring(OfferItem.SCHEMA, offer, now)));
            batches.write(
                    AmiItem.of(edition.build(), fanOut, FanOut.NONE).map(ami -> expiring(AmiItem.SCHEMA, ami, now)));
            // Last, because they tell what else there is.
            batches.write(regionRows.values().stream()
                    .flatMap(List::stream)
                    .map(row -> expiring(RegionRow.SCHEMA, row, now)));
        });
        return keepAmis(meta.build(), edition)
                .filter(version -> forget(meta.key(), version))
                .map(version -> true);
    }

    /**
     * An AMI has one row, whichever edition has it: those of a build that returned meanwhile must stay. Says at which version of
     * the build they were looked at; empty when it changed while they were.
     */
    private Optional<SnapshotVersion> keepAmis(ImageBuildArn build, Edition expired) {
        BuildPartition now = BuildPartition.read(client, table, build);
        if (now.meta().isEmpty() || !now.isWhole()) {
            return Optional.empty();
        }
        MetaItem meta = now.meta().get();
        if (!meta.editionId().equals(expired.id())) {
            Edition edition = meta.edition();
            Optional<FanOut> fanOut = rows.read(edition, edition.parts());
            if (fanOut.isEmpty()) {
                return Optional.empty();
            }
            batches.write(AmiItem.of(build, fanOut.get(), FanOut.NONE).map(ami -> Batches.put(AmiItem.SCHEMA, ami)));
        }
        return Optional.of(meta.version());
    }

    /**
     * False when the build was recorded since. A recorder that wrote its rows while these were made to expire, and has yet to
     * name them in META, fails from now on and writes them once more ({@link Recorder}).
     */
    private boolean forget(ItemKey meta, SnapshotVersion version) {
        try {
            client.updateItem(update -> update.tableName(table)
                    .key(meta.toMap())
                    .updateExpression("REMOVE #expiring")
                    .conditionExpression("#version = :version")
                    .expressionAttributeNames(Map.of("#expiring", MetaItem.EXPIRING, "#version", MetaItem.VERSION))
                    .expressionAttributeValues(Map.of(":version", AttributeValue.fromS(Versions.format(version)))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static <T extends Item> WriteRequest expiring(TableSchema<T> schema, T item, Instant from) {
        Map<String, AttributeValue> attributes = new HashMap<>(schema.itemToMap(item, true));
        attributes.put(CatalogTable.EXPIRY, AttributeValue.fromN(Long.toString(from.getEpochSecond())));
        return WriteRequest.builder().putRequest(put -> put.item(attributes)).build();
    }
}
