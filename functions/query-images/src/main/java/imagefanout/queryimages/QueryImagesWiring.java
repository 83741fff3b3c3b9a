package imagefanout.queryimages;

import imagefanout.dynamodb.accounts.DynamoImportJournal;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.catalog.RememberedRows;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.channels.DynamoPromotionRules;
import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.registry.MemberRegistry;
import imagefanout.queryimages.answers.AnswerSources;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the ports for each request. */
record QueryImagesWiring(
        DynamoDbClient dynamoDb,
        String catalogTable,
        String registryTable,
        Optional<String> organizationId,
        String rulesTable,
        OfferPolicy offer,
        FleetMetrics metrics,
        Clock clock) {
    static QueryImagesWiring from(Environment environment) {
        return new QueryImagesWiring(
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                environment.optional("ORGANIZATION_ID"),
                environment.required("PROMOTION_RULES_TABLE"),
                environment.flag("OFFER_AMIS_OF_GONE_IMAGES")
                        ? OfferPolicy.AVAILABLE_OR_GONE
                        : OfferPolicy.AVAILABLE_ONLY,
                FleetMetrics.from(environment),
                Clock.systemUTC());
    }

    QueryImages queryImages() {
        RememberedRows rows = new RememberedRows();
        return new QueryImages(deadline -> sources(deadline, rows), metrics, clock);
    }

    private AnswerSources sources(Deadline deadline, RememberedRows rows) {
        return new AnswerSources(
                new DynamoImageCatalog(dynamoDb, catalogTable, deadline, rows),
                new DynamoChannels(dynamoDb, catalogTable, deadline),
                new DynamoPromotionRules(dynamoDb, rulesTable, deadline),
                MemberRegistry.of(new DynamoAccountRegistry(dynamoDb, registryTable, deadline), organizationId),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline),
                new DynamoImportJournal(dynamoDb, catalogTable, deadline),
                new DynamoReconcileJournal(dynamoDb, catalogTable, deadline),
                offer);
    }
}
