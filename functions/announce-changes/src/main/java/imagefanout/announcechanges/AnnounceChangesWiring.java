package imagefanout.announcechanges;

import imagefanout.dynamodb.announce.DynamoAnnouncedStates;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.eventbridge.EventBridgeAnnouncements;
import imagefanout.eventbridge.EventBridgeClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.announce.AnnouncementBus;
import imagefanout.model.catalog.OfferPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record AnnounceChangesWiring(
        DynamoDbClient dynamoDb,
        String catalogTable,
        String registryTable,
        OfferPolicy offer,
        Function<Deadline, AnnouncementBus> busWithin,
        Clock clock,
        AnnounceReport report) {
    static AnnounceChangesWiring from(Environment environment) {
        var eventBridge = EventBridgeClients.create(environment.region(), environment.endpoint("EVENTBRIDGE"));
        String bus = environment.required("ANNOUNCEMENT_BUS");
        return new AnnounceChangesWiring(
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                environment.flag("OFFER_AMIS_OF_GONE_IMAGES")
                        ? OfferPolicy.AVAILABLE_OR_GONE
                        : OfferPolicy.AVAILABLE_ONLY,
                deadline -> new EventBridgeAnnouncements(eventBridge, bus, deadline, AnnounceChangesWiring::sleep),
                Clock.systemUTC(),
                new AnnounceReport(FleetMetrics.from(environment)));
    }

    AnnounceSources sources(Deadline deadline) {
        return new AnnounceSources(
                new DynamoImageCatalog(dynamoDb, catalogTable, deadline),
                new DynamoChannels(dynamoDb, catalogTable, deadline),
                offer,
                new DynamoAccountRegistry(dynamoDb, registryTable, deadline),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline),
                new DynamoAnnouncedStates(dynamoDb, catalogTable, deadline),
                busWithin.apply(deadline));
    }

    private static void sleep(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutOfTimeException("interrupted while waiting for EventBridge");
        }
    }
}
