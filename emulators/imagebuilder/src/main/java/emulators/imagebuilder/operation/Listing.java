package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;

/** Shared parts of the list operations. */
public final class Listing {

    /** The page size for a request without {@code maxResults}; older SDKs cannot ask for more. */
    public static final int DEFAULT_PAGE_SIZE = 25;

    private Listing() {}

    /** Whether the request asks for the account's own resources, which is the default. */
    public static boolean wantsOwn(JsonNode input) {
        return input.path("owner").asText("Self").equals("Self");
    }
}
