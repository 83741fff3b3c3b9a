package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;

/** A call of an undisturbed run, with its response. */
record ObservedCall(SentRequest request, ServiceResponse response) {
    /** Returns the number of items that the call writes, reads by key, or lists; 0 for other calls. */
    int items() {
        return switch (request.operation()) {
            case "BatchWriteItem" -> table(request.json().get("RequestItems")).size();
            case "BatchGetItem" ->
                table(request.json().get("RequestItems")).get("Keys").size();
            case "Query", "Scan" -> response.json().path("Items").size();
            default -> list(response.json()).size();
        };
    }

    /** Returns the only table of a batch. */
    static JsonNode table(JsonNode requestItems) {
        return requestItems.elements().next();
    }

    boolean isList() {
        return request.service() == AwsService.IMAGE_BUILDER
                && request.operation().startsWith("List");
    }

    boolean isPaged() {
        return isList()
                || request.operation().equals("Query")
                || request.operation().equals("Scan");
    }

    /** Whether the call requests a page after the first one. */
    boolean isLaterPage() {
        return isList() && request.json().hasNonNull("nextToken");
    }

    boolean hasClientToken() {
        return request.json().hasNonNull("clientToken");
    }

    /** Returns the list in a response of Image Builder; an empty array if there is none. */
    static JsonNode list(ObjectNode answer) {
        for (JsonNode member : answer) {
            if (member.isArray()) {
                return member;
            }
        }
        return answer.arrayNode();
    }

    @Override
    public String toString() {
        return request.service() + " " + request.operation();
    }
}
