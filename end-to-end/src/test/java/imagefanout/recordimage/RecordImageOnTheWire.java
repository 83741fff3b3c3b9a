package imagefanout.recordimage;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Pace;
import imagefanout.model.Sleeper;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The function with its real wiring, and with a test's clients and clock. */
public final class RecordImageOnTheWire {
    private RecordImageOnTheWire() {}

    public static RecordImageHandler handler(
            ImageBuilderClients imageBuilder, DynamoDbClient dynamoDb, Clock clock, Sleeper pause) {
        FleetMetrics unheard = FleetMetrics.from(
                Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "test", "POWERTOOLS_METRICS_DISABLED", "true")));
        RecordImageWiring wiring =
                new RecordImageWiring(imageBuilder, dynamoDb, "CatalogTable", clock, pause, new Pace(), unheard);
        return new RecordImageHandler(wiring::recordImage, wiring::throttle, unheard);
    }
}
