package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.ProcessKilledError;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import java.io.IOException;

/**
 * The attempt to which a fault is applied.
 *
 * @param network the network that sent it
 */
record FaultTarget(InjectedFault fault, SentRequest request, FaultyNetwork network) {
    /** Forwards the request to the service. */
    ServiceResponse serve() throws IOException {
        return network.serve(request);
    }

    /** Kills the function's process. */
    ProcessKilledError kill() {
        return network.kill();
    }

    /** Uses up the remaining time of the invocation. */
    void endTime() {
        network.endTime();
    }

    /** Makes the service refuse the next page token. */
    void spoilNextToken() {
        network.spoilNextToken();
    }

    boolean isOf(AwsService service) {
        return request.service() == service;
    }

    boolean hasClientToken() {
        return request.json().hasNonNull("clientToken");
    }

    ServiceResponse refuse(int status, String error, String message) {
        return ServiceResponse.error(request.service(), status, error, message);
    }

    /** Serves a batch, except for the last {@code count} items, which are returned as unprocessed. */
    ServiceResponse serveAllBut(int count) throws IOException {
        boolean reads = request.operation().equals("BatchGetItem");
        ObjectNode json = request.json();
        ObjectNode tables = (ObjectNode) json.get("RequestItems");
        String name = tables.fieldNames().next();
        ArrayNode all = (ArrayNode) (reads ? tables.get(name).get("Keys") : tables.get(name));
        int served = Math.max(0, all.size() - count);
        ArrayNode unprocessed = SentRequest.JSON.createArrayNode();
        while (all.size() > served) {
            unprocessed.insert(0, all.remove(all.size() - 1));
        }
        ObjectNode answer = SentRequest.JSON.createObjectNode();
        if (served > 0) {
            answer = network.serve(request.withJson(json)).json();
        } else if (reads) {
            answer.putObject("Responses");
        }
        ObjectNode rest = answer.putObject(reads ? "UnprocessedKeys" : "UnprocessedItems");
        if (reads) {
            rest.set(name, ((ObjectNode) tables.get(name).deepCopy()).set("Keys", unprocessed));
        } else {
            rest.set(name, unprocessed);
        }
        return ServiceResponse.ok(answer);
    }

    /** Puts the events of a request, except for the last {@code count}, which are refused. */
    ServiceResponse putAllBut(int count) throws IOException {
        ObjectNode json = request.json();
        ArrayNode entries = (ArrayNode) json.get("Entries");
        int served = entries.size() - count;
        while (entries.size() > served) {
            entries.remove(entries.size() - 1);
        }
        ObjectNode answer = network.serve(request.withJson(json)).json();
        for (int i = 0; i < count; i++) {
            answer.withArray("Entries")
                    .addObject()
                    .put("ErrorCode", "ThrottlingException")
                    .put("ErrorMessage", "Rate exceeded");
        }
        return ServiceResponse.ok(answer.put("FailedEntryCount", count));
    }

    /** Serves a page with this number of items. */
    ServiceResponse servePage(int size) throws IOException {
        String limit = isOf(AwsService.IMAGE_BUILDER) ? "maxResults" : "Limit";
        return network.serve(request.withJson(request.json().put(limit, size)));
    }

    /** Serves a list without its last entries and without a token for the next page. */
    ServiceResponse serveListWithout(int count) throws IOException {
        ObjectNode answer = serve().json();
        JsonNode entries = ObservedCall.list(answer);
        for (int i = 0; i < count && !entries.isEmpty(); i++) {
            ((ArrayNode) entries).remove(entries.size() - 1);
        }
        answer.remove("nextToken");
        return ServiceResponse.ok(answer);
    }
}
