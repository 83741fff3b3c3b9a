package imagefanout.syncdistributions;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.AccountLimits;
import imagefanout.model.plan.Guards;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function with its real wiring, and with a test's clients and clock. */
public final class SyncDistributionsOnTheWire {
    private SyncDistributionsOnTheWire() {}

    public static SyncDistributionsHandler handler(
            ImageBuilderClients imageBuilder, DynamoDbClient dynamoDb, Clock clock) {
        FleetMetrics unheard = FleetMetrics.from(
                Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "test", "POWERTOOLS_METRICS_DISABLED", "true")));
        RunReport report = new RunReport(unheard);
        SyncDistributionsWiring wiring = new SyncDistributionsWiring(
                imageBuilder,
                dynamoDb,
                "AccountRegistryTable",
                "DistributionDeclarationsTable",
                "CatalogTable",
                new Guards(AccountLimits.REMOVALS, AccountLimits.ADDITIONS),
                Optional.empty(),
                List.of(new Region("us-east-1")),
                clock,
                report);
        return new SyncDistributionsHandler(wiring::syncDistributions, wiring::seedRegistry, report, clock);
    }
}
