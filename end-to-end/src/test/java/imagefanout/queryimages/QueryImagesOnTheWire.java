package imagefanout.queryimages;

import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.catalog.OfferPolicy;
import java.time.Clock;
import java.util.Map;
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
                        FleetMetrics.from(Environment.of(
                                Map.of("POWERTOOLS_SERVICE_NAME", "test", "POWERTOOLS_METRICS_DISABLED", "true"))),
                        clock)
                .queryImages());
    }
}
