package imagefanout.endtoend.interleavings;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.dynamodb.value.Item;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.Transport;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Processes that record builds in the catalog's table, or delete their copies. */
final class CatalogProcesses {
    static final int WHOLE_BATCHES = 25;

    private static final String CATALOG = "CatalogTable";
    private static final int MAX_ATTEMPTS = 3;

    private final DynamoDb empty = InProcessServices.emptyTables();

    /** Records a build. */
    EveryInterleaving.Start<String> recording(ImageSnapshot snapshot) {
        return start(client -> CatalogOnTheWire.catalog(client).record(snapshot).toString(), false);
    }

    /** Records a build; the first response to each of its writes is lost. */
    EveryInterleaving.Start<String> recordingWithLostResponses(ImageSnapshot snapshot) {
        return start(client -> CatalogOnTheWire.catalog(client).record(snapshot).toString(), true);
    }

    /** Changes the catalog for a person; the first response to each of its writes is lost. */
    EveryInterleaving.Start<String> changing(Function<ImageCatalog, Boolean> change) {
        return start(client -> change.apply(CatalogOnTheWire.catalog(client)).toString(), true);
    }

    /** Deletes the copies of a build. */
    EveryInterleaving.Start<String> retention(ImageBuildArn build) {
        return start(client -> "" + CatalogOnTheWire.retention(client).expireCopies(build), false);
    }

    /** Removes a build as it was read, unless a channel needs it. */
    EveryInterleaving.Start<String> removal(RecordedBuild build, Instant at) {
        PipelineArn pipeline = build.build().pipeline().orElseThrow();
        return start(
                client -> CatalogOnTheWire.retention(client)
                        .remove(List.of(build), at, () -> CatalogOnTheWire.channels(client)
                                .buildsInUse(pipeline, at))
                        .toString(),
                false);
    }

    /** Sets a hold. */
    EveryInterleaving.Start<String> hold(ImageBuildArn build, Hold hold) {
        return start(client -> "" + CatalogOnTheWire.catalog(client).hold(build, hold), false);
    }

    /** Points a channel at a build that was read before; the answer is whether it was. */
    EveryInterleaving.Start<String> promotion(RecordedBuild build, ChannelName channel, ChannelAction action) {
        return start(
                client -> {
                    try {
                        new PromoteBuild(CatalogOnTheWire.channels(client))
                                .promote(build.build().pipeline().orElseThrow(), channel, build, action);
                        return "true";
                    } catch (StorageException e) {
                        return "false, " + e.getMessage();
                    }
                },
                false);
    }

    private EveryInterleaving.Start<String> start(Function<DynamoDbClient, String> work, boolean losesResponses) {
        return new EveryInterleaving.Start<>(transport -> work.apply(client(transport)), losesResponses);
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
        DynamoDbCalls calls = tables::call;
        return work.apply(calls.client());
    }

    /** A client without the SDK's HTTP layers. Like the SDK, it sends a request again if the response is lost. */
    private static DynamoDbClient client(Transport transport) {
        DynamoDbCalls calls = (operation, request) -> {
            // A new one for each transaction; two runs of a process must send the same.
            request.remove("ClientRequestToken");
            return answer(send(transport, SentRequest.ofDynamoDb(operation, request)));
        };
        return calls.client();
    }

    private static ServiceResponse send(Transport transport, SentRequest request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transport.send(request);
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static ObjectNode answer(ServiceResponse response) {
        ObjectNode json = response.json();
        if (response.isOk()) {
            return json;
        }
        ErrorType type = new ErrorType(json.required("__type").textValue(), response.status());
        throw new ServiceException(type, json.required("message").textValue());
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
}
