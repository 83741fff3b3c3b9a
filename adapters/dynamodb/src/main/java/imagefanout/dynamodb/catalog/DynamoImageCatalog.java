package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.Backoff;
import imagefanout.dynamodb.table.Batches;
import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedPipeline;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.ImageSnapshot;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * The catalog in one DynamoDB table of the shape that {@link CatalogTable} gives. Made anew for each invocation, around a
 * client that lives on.
 */
public final class DynamoImageCatalog implements ImageCatalog {
    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient enhanced;
    private final String table;
    private final Batches batches;
    private final CatalogReader reader;

    /** @param deadline bounds every call, and every wait between two */
    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline) {
        this(client, table, deadline, Backoff.within(deadline));
    }

    DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline, Backoff backoff) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(this.client).build();
        this.table = requireNonNull(table, "table");
        this.batches = new Batches(this.client, table, backoff);
        this.reader = new CatalogReader(enhanced, table, batches);
    }

    @Override
    public Recording record(ImageSnapshot snapshot) {
        return asked("record " + snapshot.build().arn(), () -> new Recorder(client, enhanced, table, batches, snapshot)
                .record());
    }

    @Override
    public Optional<RecordedBuild> build(ImageBuildArn arn) {
        return asked("read " + arn, () -> reader.build(arn));
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn) {
        return asked("read " + arn, () -> reader.image(arn, region -> true));
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions) {
        return asked("read " + arn, () -> reader.image(arn, regions::contains));
    }

    @Override
    public boolean hold(ImageBuildArn arn, Hold hold) {
        return asked("hold " + arn, () -> new Holds(enhanced, table).set(arn, Optional.of(hold)));
    }

    @Override
    public boolean release(ImageBuildArn arn) {
        return asked("release " + arn, () -> new Holds(enhanced, table).set(arn, Optional.empty()));
    }

    @Override
    public ResultPage<PipelineArn, PipelineArn> pipelines(Optional<PipelineArn> after, int limit) {
        return asked("read the pipelines", () -> reader.pipelines(after, limit));
    }

    @Override
    public Set<NamedPipeline> pipelinesNamed(String name) {
        return asked("read the pipelines named " + name, () -> reader.pipelinesNamed(name));
    }

    @Override
    public Set<ImageArn> imagesNamed(String name) {
        return asked("read the images named " + name, () -> reader.imagesNamed(name));
    }

    @Override
    public ResultPage<ImageArn, ImageArn> imagesWithoutPipeline(Optional<ImageArn> after, int limit) {
        return asked("read the images without a pipeline", () -> reader.imagesWithoutPipeline(after, limit));
    }

    @Override
    public ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit) {
        return asked("read the builds of " + lineage, () -> reader.builds(lineage, before, limit));
    }

    @Override
    public ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit) {
        return asked(
                "read what " + audience + " may launch of " + lineage,
                () -> reader.usable(audience, lineage, before, limit));
    }

    @Override
    public ResultPage<Lineage, Lineage> lineages(Audience audience, Optional<Lineage> after, int limit) {
        return asked("read what is open to " + audience, () -> reader.lineages(audience, after, limit));
    }

    @Override
    public Set<Audience> openedTo(Lineage lineage) {
        return asked("read to whom " + lineage + " was opened", () -> reader.openedTo(lineage));
    }

    @Override
    public Optional<AmiOrigin> origin(AmiId ami) {
        return asked("read the origin of " + ami, () -> reader.origin(ami));
    }

    private <T> T asked(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (ResourceNotFoundException e) {
            throw new StorageException("could not " + what + ": there is no table " + table, e);
        } catch (SdkException e) {
            throw new StorageException("could not " + what + " in table " + table + ": " + e.getMessage(), e);
        }
    }
}
