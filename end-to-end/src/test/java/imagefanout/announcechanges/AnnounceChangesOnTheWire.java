package imagefanout.announcechanges;

import imagefanout.eventbridge.EventBridgeAnnouncements;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Sleeper;
import imagefanout.model.catalog.OfferPolicy;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The function with its real wiring, and with a test's clients and clock. */
public final class AnnounceChangesOnTheWire {
    private AnnounceChangesOnTheWire() {}

    public static AnnounceChangesHandler handler(
            DynamoDbClient dynamoDb, EventBridgeClient eventBridge, Clock clock, Sleeper pause) {
        FleetMetrics unheard = FleetMetrics.from(
                Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "test", "POWERTOOLS_METRICS_DISABLED", "true")));
        AnnounceReport report = new AnnounceReport(unheard);
        AnnounceChangesWiring wiring = new AnnounceChangesWiring(
                dynamoDb,
                "CatalogTable",
                "AccountRegistryTable",
                OfferPolicy.AVAILABLE_ONLY,
                deadline -> new EventBridgeAnnouncements(eventBridge, "AnnouncementBus", deadline, pause),
                clock,
                report);
        return new AnnounceChangesHandler(wiring::useCases, report);
    }
}
