package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.Consistency;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.Build;
import imagefanout.model.image.FanOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Keeps the rows that name what there is: announced before a build is seen, confirmed afterwards, and then left alone. */
final class Directory {
    private static final Map<String, String> NAMES =
            Map.of("#c", DirectoryItem.CONFIRMED, "#u", DirectoryItem.ANNOUNCED);

    private final DynamoDbClient client;
    private final String table;
    private final Batches batches;

    Directory(DynamoDbClient client, String table, Batches batches) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
        this.batches = requireNonNull(batches, "batches");
    }

    /** The rows that a build makes known and that are not confirmed yet. */
    List<ItemKey> unconfirmed(Build build, FanOut fanOut) {
        List<ItemKey> keys = rows(build, fanOut);
        Map<ItemKey, DirectoryItem> known = batches.read(DirectoryItem.SCHEMA, keys, Consistency.STRONG);
        return keys.stream()
                .filter(key -> !Optional.ofNullable(known.get(key))
                        .filter(DirectoryItem::isConfirmed)
                        .isPresent())
                .toList();
    }

    /** Openings first: whoever finds a pipeline has found all to whom it is opened. */
    private static List<ItemKey> rows(Build build, FanOut fanOut) {
        List<ItemKey> keys = new ArrayList<>();
        fanOut.regions().values().stream()
                .flatMap(region -> region.launchPermission().audiences().stream())
                .filter(audience -> !(audience instanceof Audience.Account))
                .distinct()
                .map(audience -> CatalogKeys.opening(build.lineage(), audience))
                .sorted(Comparator.comparing(ItemKey::sort))
                .forEach(keys::add);
        keys.add(CatalogKeys.named(build.arn().image()));
        if (build.pipeline().isPresent()) {
            keys.add(CatalogKeys.named(build.pipeline().get()));
            keys.add(new ItemKey(CatalogKeys.PIPELINES, build.pipeline().get().toString()));
        } else {
            keys.add(new ItemKey(CatalogKeys.IMAGES, build.arn().image().toString()));
        }
        return keys;
    }

    /** Says of each row that the edition, once it is current, makes it true. */
    void announce(List<ItemKey> rows, Edition edition) {
        for (ItemKey row : rows) {
            try {
                client.updateItem(request -> request.tableName(table)
                        .key(row.toMap())
                        .updateExpression("ADD #u :edition")
                        .conditionExpression("attribute_not_exists(#c)")
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(editions(edition)));
            } catch (ConditionalCheckFailedException e) {
                // Another build has made it true in the meantime, and so nobody asks who else would.
                continue;
            }
        }
    }

    /** Says of each row that it is true, whatever comes: an edition that announced it has become current. */
    void confirm(List<ItemKey> rows) {
        for (ItemKey row : rows) {
            client.updateItem(request -> request.tableName(table)
                    .key(row.toMap())
                    .updateExpression("SET #c = :yes REMOVE #u")
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(Map.of(":yes", AttributeValue.fromN("1"))));
        }
    }

    /** Takes an announcement back: the edition can never become current. */
    void withdraw(List<ItemKey> rows, Edition edition) {
        for (ItemKey row : rows) {
            try {
                client.updateItem(request -> request.tableName(table)
                        .key(row.toMap())
                        .updateExpression("DELETE #u :edition")
                        .conditionExpression("contains(#u, :text)")
                        .expressionAttributeNames(Map.of("#u", DirectoryItem.ANNOUNCED))
                        .expressionAttributeValues(Map.of(
                                ":edition",
                                editions(edition).get(":edition"),
                                ":text",
                                AttributeValue.fromS(DirectoryItem.announcement(edition)))));
            } catch (ConditionalCheckFailedException e) {
                // It was withdrawn, or confirmed by another build, or never announced.
            }
            try {
                client.deleteItem(request -> request.tableName(table)
                        .key(row.toMap())
                        .conditionExpression("attribute_not_exists(#u) AND attribute_not_exists(#c)")
                        .expressionAttributeNames(NAMES));
            } catch (ConditionalCheckFailedException e) {
                // Somebody else still announces it, or has confirmed it.
                continue;
            }
        }
    }

    private static Map<String, AttributeValue> editions(Edition edition) {
        return Map.of(":edition", AttributeValue.fromSs(List.of(DirectoryItem.announcement(edition))));
    }
}
