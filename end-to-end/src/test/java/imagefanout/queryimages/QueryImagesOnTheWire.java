package imagefanout.queryimages;

import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function as its wiring puts it together, over a client and a clock that a test brings. */
public final class QueryImagesOnTheWire {
    private QueryImagesOnTheWire() {}

    public static QueryImagesHandler handler(DynamoDbClient dynamoDb, Clock clock) {
        return new QueryImagesHandler(
                new QueryImagesWiring(dynamoDb, "CatalogTable", "AccountRegistryTable", clock).queryImages());
    }
}
