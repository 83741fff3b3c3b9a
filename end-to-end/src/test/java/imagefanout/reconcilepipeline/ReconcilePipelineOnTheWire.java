package imagefanout.reconcilepipeline;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.lambda.DeadLetters;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Sleeper;
import imagefanout.model.reconcile.ReconcileSettings;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function with its real wiring, and with a test's clients, clock, and pauses. */
public final class ReconcilePipelineOnTheWire {
    private static final DeadLetters NONE = (body, reason) -> {
        throw new IllegalStateException("no test here has an unreadable message: " + reason);
    };

    private ReconcilePipelineOnTheWire() {}

    public static ReconcilePipelineHandler handler(
            ImageBuilderClients imageBuilder,
            DynamoDbClient dynamoDb,
            ReconcileSettings settings,
            Clock clock,
            Sleeper pause) {
        FleetMetrics unheard = FleetMetrics.from(
                Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "test", "POWERTOOLS_METRICS_DISABLED", "true")));
        ReconcileReport report = new ReconcileReport(unheard, clock);
        ReconcilePipelineWiring wiring = new ReconcilePipelineWiring(
                imageBuilder, dynamoDb, "CatalogTable", settings, clock, pause, report, NONE);
        return new ReconcilePipelineHandler(wiring::reconcilePipelines, report, NONE);
    }
}
