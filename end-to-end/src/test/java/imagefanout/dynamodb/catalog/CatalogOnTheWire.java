package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.table.Backoff;
import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Retention;
import imagefanout.model.channels.Channels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The catalog with a test's client. It never waits, and its rows can be distinguished. */
public final class CatalogOnTheWire {
    private static final String TABLE = "CatalogTable";

    private CatalogOnTheWire() {}

    public static ImageCatalog catalog(DynamoDbClient client) {
        Deadline deadline = Deadline.none();
        TableAccess access = new TableAccess(client, TABLE, deadline, new Backoff(deadline, time -> {}));
        return new DynamoImageCatalog(access, Optional.empty());
    }

    public static Retention retention(DynamoDbClient client) {
        return new DynamoRetention(client, TABLE, Deadline.none());
    }

    public static Channels channels(DynamoDbClient client) {
        return new DynamoChannels(client, TABLE, Deadline.none());
    }

    /** Returns the editions of rows that neither a META item nor an attempt refers to. */
    public static Set<String> unreachableEditions(DynamoDbClient client) {
        Map<StoredKey, Map<String, AttributeValue>> items = new HashMap<>();
        client.scanPaginator(scan -> scan.tableName(TABLE))
                .items()
                .forEach(item -> items.put(StoredKey.of(item), item));
        Set<String> reachable = new HashSet<>();
        items.forEach((key, item) -> {
            if (key.sort().startsWith(CatalogKeys.ATTEMPT)) {
                AttemptItem attempt = new AttemptItem(StoredItem.of(item));
                // The other rows of an edition are found through its Region rows.
                Stream.concat(Stream.of(attempt.edition()), attempt.replaced().stream())
                        .filter(edition -> items.keySet().containsAll(edition.regionRows()))
                        .forEach(edition -> reachable.add(edition.id()));
            } else if (key.sort().equals(CatalogKeys.META)) {
                reachable.add(item.get(MetaItem.EDITION).s());
            }
        });
        return items.keySet().stream()
                .filter(CatalogOnTheWire::isOfAnEdition)
                .map(StoredKey::sort)
                .map(sort -> sort.startsWith("ROW#") ? sort.split("#")[1] : CatalogKeys.editionOf(sort))
                .filter(edition -> !reachable.contains(edition))
                .collect(Collectors.toSet());
    }

    private static boolean isOfAnEdition(StoredKey key) {
        return Stream.of("ACCOUNT#", "GRANT#", "PIPELINE#").anyMatch(key.partition()::startsWith)
                || key.sort().startsWith("ROW#");
    }
}
