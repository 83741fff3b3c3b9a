package imagefanout.recordimage;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkImageBuilder;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.RecordImage;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record RecordImageWiring(
        ImageBuilderClients imageBuilder,
        DynamoDbClient dynamoDb,
        String catalogTable,
        Clock clock,
        FleetMetrics metrics) {

    static RecordImageWiring from(Environment environment) {
        return new RecordImageWiring(
                new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                Clock.systemUTC(),
                FleetMetrics.from(environment));
    }

    RecordImage recordImage(Deadline deadline) {
        return new RecordImage(
                new SdkImageBuilder(imageBuilder, deadline),
                new DynamoImageCatalog(dynamoDb, catalogTable, deadline),
                clock,
                metrics::recorded);
    }
}
