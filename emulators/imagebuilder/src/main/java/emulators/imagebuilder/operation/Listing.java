package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;

/** What the operations that list have in common. */
public final class Listing {

    /** Of a request without {@code maxResults}; older SDKs cannot ask for more. */
    public static final int DEFAULT_PAGE_SIZE = 25;

    private Listing() {}

    /** Whether the request asks for the resources that the account owns, as it does by default. */
    public static boolean wantsOwn(JsonNode input) {
        return input.path("owner").asText("Self").equals("Self");
    }
}
