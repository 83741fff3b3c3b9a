package imagefanout.queryimages;

import imagefanout.dynamodb.DynamoDbClients;
import imagefanout.dynamodb.DynamoImageCatalog;
import imagefanout.lambda.Environment;
import imagefanout.model.AccountId;
import imagefanout.model.Deadline;
import imagefanout.model.Page;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the function together: what lives as long as the function does, and what an invocation needs. */
record QueryImagesWiring(DynamoDbClient dynamoDb, String catalogTable) {

    static QueryImagesWiring from(Environment environment) {
        return new QueryImagesWiring(
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"));
    }

    QueryImages queryImages(Deadline deadline) {
        return new QueryImages(
                new Tables(new DynamoImageCatalog(dynamoDb, catalogTable, deadline), new NoRegistry(), Optional::empty),
                Clock.systemUTC());
    }

    /** Until the fleet has a registry, nothing is known of any account. */
    private static final class NoRegistry implements AccountRegistry {
        @Override
        public Optional<RegistryRow> account(AccountId id) {
            return Optional.empty();
        }

        @Override
        public Page<RegistryRow, String> rows(Optional<String> after) {
            return new Page<>(List.of(), Optional.empty());
        }

        @Override
        public boolean add(RegisteredAccount account) {
            throw new UnsupportedOperationException("the query API writes no accounts");
        }

        @Override
        public boolean widen(RegisteredAccount asRead, RegisteredAccount widened) {
            throw new UnsupportedOperationException("the query API writes no accounts");
        }
    }
}
