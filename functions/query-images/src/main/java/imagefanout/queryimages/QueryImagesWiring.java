package imagefanout.queryimages;

import imagefanout.dynamodb.DynamoAccountRegistry;
import imagefanout.dynamodb.DynamoDbClients;
import imagefanout.dynamodb.DynamoDistributionLedger;
import imagefanout.dynamodb.DynamoImageCatalog;
import imagefanout.dynamodb.DynamoLastReconcile;
import imagefanout.lambda.Environment;
import imagefanout.model.Deadline;
import imagefanout.model.reconcile.LastReconcile;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the function together: what lives as long as the function does, and what an invocation needs. */
record QueryImagesWiring(DynamoDbClient dynamoDb, String catalogTable, String registryTable, LongLived longLived) {

    static QueryImagesWiring from(Environment environment) {
        return new QueryImagesWiring(
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                LongLived.with(new Dashboard(signIn(environment)), Clock.systemUTC()));
    }

    /** Set together, when the API has a JWT authorizer. */
    private static Optional<SignIn> signIn(Environment environment) {
        return environment
                .optional("SIGN_IN_CLIENT_ID")
                .map(clientId -> new SignIn(
                        environment.url("SIGN_IN_AUTHORIZE_URL"),
                        environment.url("SIGN_IN_TOKEN_URL"),
                        clientId,
                        environment.required("SIGN_IN_SCOPES")));
    }

    QueryImages queryImages(Deadline deadline) {
        DynamoLastReconcile read = new DynamoLastReconcile(dynamoDb, catalogTable, deadline);
        Optional<LastReconcile> remembered = longLived.lastReconcile().remembered();
        Tables tables = new Tables(
                remembered.isPresent()
                        ? new DynamoImageCatalog(dynamoDb, catalogTable, deadline)
                        : new DynamoImageCatalog(dynamoDb, catalogTable, deadline, read),
                new DynamoAccountRegistry(dynamoDb, registryTable, deadline),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline),
                remembered.orElseGet(() -> longLived.lastReconcile().remembering(read)));
        return new QueryImages(tables, longLived);
    }
}
