package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import emulators.imagebuilder.shape.Whole;

/** What every request for a list may hold. */
final class Listing {

    static final int LARGEST_PAGE = 25;

    private static final Structure FILTER = Structure.empty()
            .allows("name", Text.matching("[a-zA-Z]{1,1024}"))
            .allows("values", ListOf.upTo(10, Text.matching("[0-9a-zA-Z./_ :,{}\"*-]{1,1024}")));

    static final Structure INPUT = Structure.empty()
            .allows("filters", ListOf.upTo(10, FILTER))
            .allows("maxResults", Whole.between(1, LARGEST_PAGE))
            .allows("nextToken", Text.of(1, 65_535));

    static final Structure INPUT_WITH_OWNER =
            INPUT.allows("owner", Text.oneOf("Self", "Shared", "Amazon", "ThirdParty", "AWSMarketplace"));

    private Listing() {}

    /** Whether the list is to hold the account's own things, as it does when nothing is said. */
    static boolean wantsOwn(JsonNode input) {
        return input.path("owner").asText("Self").equals("Self");
    }
}
