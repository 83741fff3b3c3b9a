package imagefanout.endtoend.interleavings;

import static java.util.stream.Collectors.toMap;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.value.Item;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.Transport;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Processes that record builds in the catalog's table, or delete their copies. */
final class CatalogProcesses implements AutoCloseable {
    static final int WHOLE_BATCHES = 25;

    private static final String CATALOG = "CatalogTable";

    private final FleetClients clients = new FleetClients();
    private final DynamoDb empty = InProcessServices.emptyTables();

    /** Records a build. */
    EveryInterleaving.Start<String> recording(ImageSnapshot snapshot) {
        return start(client -> CatalogOnTheWire.catalog(client).record(snapshot).toString(), false);
    }

    /** Records a build; the first response to each of its writes is lost. */
    EveryInterleaving.Start<String> recordingWithLostResponses(ImageSnapshot snapshot) {
        return start(client -> CatalogOnTheWire.catalog(client).record(snapshot).toString(), true);
    }

    /** Deletes the copies of a build. */
    EveryInterleaving.Start<String> retention(ImageBuildArn build) {
        return start(client -> "" + CatalogOnTheWire.retention(client).expireCopies(build), false);
    }

    private EveryInterleaving.Start<String> start(Function<DynamoDbClient, String> work, boolean losesResponses) {
        return new EveryInterleaving.Start<>(
                transport -> clients.during(transport, () -> work.apply(clients.dynamoDb())), losesResponses);
    }

    /** Returns the tables after these recordings, run one after the other. */
    DynamoDb tablesWith(List<ImageSnapshot> recorded) {
        DynamoDb tables = empty.copy();
        recorded.forEach(snapshot -> inCatalog(tables, catalog -> catalog.record(snapshot)));
        return tables;
    }

    <T> T inCatalog(DynamoDb tables, Function<ImageCatalog, T> work) {
        return with(tables, client -> work.apply(CatalogOnTheWire.catalog(client)));
    }

    <T> T with(DynamoDb tables, Function<DynamoDbClient, T> work) {
        Transport transport = request -> InProcessServices.dynamoDb(tables, request, Disturbance.none());
        return clients.during(transport, () -> work.apply(clients.dynamoDb()));
    }

    /** Returns the version in the META item of each build, which readers depend on. */
    static Map<String, String> commitPoint(DynamoDb tables) {
        return items(tables).stream()
                .filter(item -> FleetContents.text(item, "SK").equals("META"))
                .collect(toMap(item -> FleetContents.text(item, "PK"), item -> FleetContents.text(item, "v")));
    }

    static List<Item> items(DynamoDb tables) {
        return tables.contents().get(CATALOG);
    }

    /**
     * Returns every item as text, in order. Query times and the edition IDs that depend on them are replaced, because they differ between two runs with the same result.
     */
    static List<String> comparable(DynamoDb tables) {
        List<String[]> names = new ArrayList<>();
        for (Item item : items(tables)) {
            if (FleetContents.text(item, "SK").equals("META")) {
                names.add(new String[] {FleetContents.text(item, "e"), "<edition>"});
                names.add(new String[] {FleetContents.text(item, "v").split("/")[0], "<asked at>"});
            }
        }
        return items(tables).stream()
                .map(item -> {
                    String text = FleetContents.canonical(item.toJson());
                    for (String[] name : names) {
                        text = text.replace(name[0], name[1]);
                    }
                    return text;
                })
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        clients.close();
    }
}
