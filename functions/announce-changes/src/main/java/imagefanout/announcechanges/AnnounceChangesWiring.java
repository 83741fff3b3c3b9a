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
import imagefanout.lambda.ThreadSleeper;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.AnnounceMissing;
import imagefanout.model.announce.AnnouncedStates;
import imagefanout.model.announce.AnnouncementBus;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;
import java.time.Clock;
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
                deadline -> new EventBridgeAnnouncements(eventBridge, bus, deadline, ThreadSleeper.INSTANCE),
                Clock.systemUTC(),
                new AnnounceReport(FleetMetrics.from(environment)));
    }

    AnnounceUseCases useCases(Deadline deadline) {
        ImageCatalog catalog = new DynamoImageCatalog(dynamoDb, catalogTable, deadline);
        AccountRegistry registry = new DynamoAccountRegistry(dynamoDb, registryTable, deadline);
        DistributionLedger ledger = new DynamoDistributionLedger(dynamoDb, catalogTable, deadline);
        AnnouncedStates states = new DynamoAnnouncedStates(dynamoDb, catalogTable, deadline);
        AnnounceChanges announceChanges = new AnnounceChanges(
                catalog,
                new DynamoChannels(dynamoDb, catalogTable, deadline),
                offer,
                registry,
                ledger,
                states,
                busWithin.apply(deadline));
        return new AnnounceUseCases(
                announceChanges,
                new AnnounceMissing(announceChanges, catalog, registry, ledger, states, clock, deadline));
    }
}
