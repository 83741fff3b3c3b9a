package imagefanout.queryimages;

import imagefanout.model.catalog.OfferPolicy;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function with its real wiring, and with a test's client and clock. */
public final class QueryImagesOnTheWire {
    private QueryImagesOnTheWire() {}

    public static QueryImagesHandler handler(DynamoDbClient dynamoDb, Clock clock) {
        return new QueryImagesHandler(new QueryImagesWiring(
                        dynamoDb,
                        "CatalogTable",
                        "AccountRegistryTable",
                        Optional.empty(),
                        "PromotionRulesTable",
                        OfferPolicy.AVAILABLE_ONLY,
                        clock)
                .queryImages());
    }
}
