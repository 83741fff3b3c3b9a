package imagefanout.command.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The query API's answers, whole lists and not pages. */
public final class FleetApi {
    private static final String CURSOR = "nextCursor";
    private static final List<String> LISTS = List.of("items", "regions", "accounts", "awaitingNextBuild", "gaps");

    private final RemoteFleet fleet;

    public FleetApi(RemoteFleet fleet) {
        this.fleet = fleet;
    }

    public JsonNode get(QueryString request) {
        return reply(request).success();
    }

    /** Empty when the API answers that it does not have it. */
    public Optional<JsonNode> find(QueryString request) {
        return reply(request).found();
    }

    public ApiReply reply(QueryString request) {
        return fleet.send("GET", request.toString(), Optional.empty());
    }

    /** Gets all pages, as one answer whose lists are complete. */
    public JsonNode all(QueryString request) {
        JsonNode all = get(request);
        for (JsonNode page = all; page.path(CURSOR).isTextual(); ) {
            page = get(request.with("cursor", page.path(CURSOR).asText()));
            for (String list : LISTS) {
                if (all.path(list) instanceof ArrayNode items && page.path(list) instanceof ArrayNode more) {
                    items.addAll(more);
                }
            }
        }
        if (all instanceof ObjectNode answer && answer.has(CURSOR)) {
            answer.putNull(CURSOR);
        }
        return all;
    }

    /** Gets pages until there are that many items. */
    public JsonNode first(QueryString request, int limit) {
        JsonNode first = get(request.with("limit", Math.min(limit, 100)));
        ArrayNode items = first.withArray("items");
        String cursor = first.path(CURSOR).asText(null);
        while (cursor != null && items.size() < limit) {
            JsonNode page = get(request.with("cursor", cursor));
            page.path("items").forEach(items::add);
            cursor = page.path(CURSOR).asText(null);
        }
        while (items.size() > limit) {
            items.remove(items.size() - 1);
        }
        return first;
    }
}
