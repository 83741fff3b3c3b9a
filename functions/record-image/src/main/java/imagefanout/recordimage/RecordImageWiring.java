package imagefanout.recordimage;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkImageBuilder;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.ThreadSleeper;
import imagefanout.model.Deadline;
import imagefanout.model.Pace;
import imagefanout.model.Sleeper;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.image.ThrottledException;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record RecordImageWiring(
        ImageBuilderClients imageBuilder,
        DynamoDbClient dynamoDb,
        String catalogTable,
        Clock clock,
        Sleeper sleeper,
        Pace pace,
        FleetMetrics metrics) {
    /** Time to record the largest build after the last wait. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    static RecordImageWiring from(Environment environment) {
        return new RecordImageWiring(
                new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                Clock.systemUTC(),
                ThreadSleeper.INSTANCE,
                new Pace(),
                FleetMetrics.from(environment));
    }

    RecordImage recordImage(Deadline deadline) {
        return new RecordImage(
                new SdkImageBuilder(imageBuilder, deadline),
                new DynamoImageCatalog(dynamoDb, catalogTable, deadline),
                clock,
                metrics::recorded);
    }

    Throttle throttle(Deadline deadline) {
        return new Throttle(deadline, RESERVE, sleeper, ThrottledException.class::isInstance, pace, () -> {});
    }
}
