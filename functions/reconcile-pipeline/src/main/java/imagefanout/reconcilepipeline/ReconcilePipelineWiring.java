package imagefanout.reconcilepipeline;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.catalog.DynamoRetention;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkImageBuilder;
import imagefanout.imagebuilder.SdkImageListing;
import imagefanout.lambda.DeadLetters;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.lambda.ThreadSleeper;
import imagefanout.model.Deadline;
import imagefanout.model.Sleeper;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.model.retention.RetentionRule;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the function's clients once, and the use case for each invocation. */
record ReconcilePipelineWiring(
        ImageBuilderClients imageBuilder,
        DynamoDbClient dynamoDb,
        String catalogTable,
        ReconcileSettings settings,
        Clock clock,
        Sleeper sleeper,
        ReconcileReport report,
        DeadLetters deadLetters) {
    /** Time to record the largest build, if its recording starts last. */
    private static final Duration RESERVE = Duration.ofMinutes(3);

    private static final Duration CONFIRM_AFTER = Duration.ofSeconds(20);
    private static final int MAX_PAGE_SIZE = 25;
    private static final int MAX_DAYS = 3650;
    private static final int MIN_RETENTION_BUILDS = 10;
    private static final int MAX_RETENTION_BUILDS = 10_000;

    static ReconcilePipelineWiring from(Environment environment) {
        Clock clock = Clock.systemUTC();
        return new ReconcilePipelineWiring(
                new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")),
                DynamoDbClients.create(environment.region(), environment.endpoint("DYNAMODB")),
                environment.required("CATALOG_TABLE"),
                settings(environment),
                clock,
                ThreadSleeper.INSTANCE,
                new ReconcileReport(FleetMetrics.from(environment), clock),
                new SqsDeadLetters(environment.region(), environment.required("DEAD_LETTER_QUEUE_URL")));
    }

    private static ReconcileSettings settings(Environment environment) {
        int keepDeletedDays = environment.integer("KEEP_DELETED_DAYS", 0, MAX_DAYS);
        return new ReconcileSettings(
                Set.copyOf(environment.regions("SOURCE_REGIONS")),
                environment.integer("PAGE_SIZE", 1, MAX_PAGE_SIZE),
                RESERVE,
                CONFIRM_AFTER,
                keepDeletedDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(keepDeletedDays)),
                retention(environment));
    }

    private static Optional<RetentionRule> retention(Environment environment) {
        int days = environment.integer("RETENTION_DAYS", 0, MAX_DAYS);
        int builds = environment.integer("RETENTION_BUILDS", MIN_RETENTION_BUILDS, MAX_RETENTION_BUILDS);
        return days == 0 ? Optional.empty() : Optional.of(new RetentionRule(Duration.ofDays(days), builds));
    }

    ReconcilePipelines reconcilePipelines(Deadline deadline) {
        ImageCatalog catalog = new DynamoImageCatalog(dynamoDb, catalogTable, deadline);
        Retention retention = new DynamoRetention(dynamoDb, catalogTable, deadline);
        return new ReconcilePipelines(
                new SdkImageListing(imageBuilder, deadline),
                new RecordImage(new SdkImageBuilder(imageBuilder, deadline), catalog, clock, report::recorded),
                catalog,
                retention,
                new RemoveOldBuilds(catalog, retention, new DynamoChannels(dynamoDb, catalogTable, deadline), clock),
                new DynamoReconcileJournal(dynamoDb, catalogTable, deadline),
                clock,
                deadline,
                sleeper,
                settings);
    }
}
