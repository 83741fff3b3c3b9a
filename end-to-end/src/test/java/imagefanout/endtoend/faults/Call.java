package imagefanout.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that was made while nothing was disturbed, with its answer. */
record Call(Sent sent, Answered answer) {
    /** How many items it writes, asks for by key, or lists; 0 for other calls. */
    int items() {
        return switch (sent.operation()) {
            case "BatchWriteItem" -> table(sent.json().get("RequestItems")).size();
            case "BatchGetItem" ->
                table(sent.json().get("RequestItems")).get("Keys").size();
            case "Query", "Scan" -> answer.json().path("Items").size();
            default -> list(answer.json()).size();
        };
    }

    /** The one table of a batch. */
    static JsonNode table(JsonNode requestItems) {
        return requestItems.elements().next();
    }

    boolean isList() {
        return sent.service() == Service.IMAGE_BUILDER && sent.operation().startsWith("List");
    }

    boolean isPaged() {
        return isList() || sent.operation().equals("Query") || sent.operation().equals("Scan");
    }

    /** Asks for a page behind another. */
    boolean goesOn() {
        return isList() && sent.json().hasNonNull("nextToken");
    }

    boolean hasClientToken() {
        return sent.json().hasNonNull("clientToken");
    }

    /** The one list in an answer of Image Builder's; an empty array without. */
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
        return sent.service() + " " + sent.operation();
    }
}
