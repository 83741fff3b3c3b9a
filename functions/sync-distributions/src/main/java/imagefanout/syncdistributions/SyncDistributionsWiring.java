package imagefanout.syncdistributions;

import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.sync.DynamoDistributionDeclarations;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkDistributionConfigurations;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.MemberRegistry;
import imagefanout.model.seed.SeedRegistry;
import imagefanout.model.sync.SyncDistributions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use cases for each invocation. */
record SyncDistributionsWiring(
        ImageBuilderClients imageBuilder,
        DynamoDbClient dynamoDb,
        String registryTable,
        String declarationsTable,
        String catalogTable,
        Guards guards,
        Optional<String> organizationId,
        List<Region> sources,
        Clock clock,
        RunReport report) {
    private static final int MAX_COUNT = 1_000_000;
    private static final int MAX_PERCENT = 100;

    static SyncDistributionsWiring from(Environment environment) {
        return new SyncDistributionsWiring(
                new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("ACCOUNT_REGISTRY_TABLE"),
                environment.required("DISTRIBUTION_DECLARATIONS_TABLE"),
                environment.required("CATALOG_TABLE"),
                new Guards(
                        new AccountLimits(
                                environment.integer("REMOVALS_ALWAYS_ALLOWED", 0, MAX_COUNT),
                                environment.integer("MAX_REMOVALS", 0, MAX_COUNT),
                                environment.integer("MAX_REMOVALS_PERCENT", 0, MAX_PERCENT)),
                        AccountLimits.additions(
                                environment.integer("ADDITIONS_ALWAYS_ALLOWED", 0, MAX_COUNT),
                                environment.integer("MAX_ADDITIONS_PERCENT", 0, MAX_PERCENT))),
                environment.optional("ORGANIZATION_ID"),
                environment.regions("SOURCE_REGIONS"),
                Clock.systemUTC(),
                new RunReport(FleetMetrics.from(environment)));
    }

    SyncDistributions syncDistributions(Deadline deadline) {
        return new SyncDistributions(
                registry(deadline),
                new DynamoDistributionDeclarations(dynamoDb, declarationsTable, deadline),
                new SdkDistributionConfigurations(imageBuilder, deadline),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline),
                guards,
                sources,
                clock,
                deadline);
    }

    private AccountRegistry registry(Deadline deadline) {
        return MemberRegistry.of(new DynamoAccountRegistry(dynamoDb, registryTable, deadline), organizationId);
    }

    SeedRegistry seedRegistry(Deadline deadline) {
        return new SeedRegistry(
                registry(deadline),
                new SdkDistributionConfigurations(imageBuilder, deadline),
                new DynamoDistributionLedger(dynamoDb, catalogTable, deadline));
    }
}
