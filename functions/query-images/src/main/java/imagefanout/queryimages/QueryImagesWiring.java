package imagefanout.queryimages;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.model.Deadline;
import imagefanout.model.reconcile.LastReconcile;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the function together: what lives as long as the function does, and what an invocation needs. */
record QueryImagesWiring(DynamoDbClient dynamoDb, String catalogTable, String registryTable, LongLived longLived) {

    static QueryImagesWiring from(Environment environment) {
        return new QueryImagesWiring(
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                LongLived.with(Clock.systemUTC()));
    }

    QueryImages queryImages(Deadline deadline) {
        LastReconcile read = new DynamoReconcileJournal(dynamoDb, catalogTable, deadline);
        Tables tables = new Tables(
                new DynamoImageCatalog(dynamoDb, catalogTable, deadline),
                new DynamoAccountRegistry(dynamoDb, registryTable, deadline),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline),
                longLived.lastReconcile().remembered().orElseGet(() -> longLived
                        .lastReconcile()
                        .remembering(read)));
        return new QueryImages(tables, longLived);
    }
}
