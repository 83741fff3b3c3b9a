package imagefanout.dynamodb.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores the catalog in a DynamoDB table with the schema of {@link CatalogTable}. Create one per invocation; the client
 * may be shared across invocations.
 */
public final class DynamoImageCatalog implements ImageCatalog {
    private final TableAccess table;
    private final CatalogReader reader;

    /** @param deadline limits every call and every pause between retries */
    public DynamoImageCatalog(DynamoDbClient client, String table, Deadline deadline) {
        this(new TableAccess(client, table, deadline));
    }

    DynamoImageCatalog(TableAccess table) {
        this.table = requireNonNull(table, "table");
        this.reader = new CatalogReader(table);
    }

    @Override
    public Recording record(ImageSnapshot snapshot) {
        return table.inTable("record " + snapshot.build().arn(), () -> new Recorder(table, snapshot).record());
    }

    @Override
    public Optional<RecordedBuild> build(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> reader.build(arn));
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn) {
        return table.inTable("read " + arn, () -> reader.image(arn, region -> true));
    }

    @Override
    public Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions) {
        return table.inTable("read " + arn, () -> reader.image(arn, regions::contains));
    }

    @Override
    public boolean hold(ImageBuildArn arn, Hold hold) {
        return table.inTable("hold " + arn, () -> new MetaWriter(table).hold(arn, Optional.of(hold)));
    }

    @Override
    public boolean release(ImageBuildArn arn) {
        return table.inTable("release " + arn, () -> new MetaWriter(table).hold(arn, Optional.empty()));
    }

    @Override
    public ResultPage<PipelineArn, PipelineArn> pipelines(Optional<PipelineArn> after, int limit) {
        return table.inTable("read the pipelines", () -> reader.pipelines(after, limit));
    }

    @Override
    public Set<NamedLineage> pipelinesNamed(String name) {
        return table.inTable("read the pipelines named " + name, () -> reader.pipelinesNamed(name));
    }

    @Override
    public Set<ImageArn> imagesNamed(String name) {
        return table.inTable("read the images named " + name, () -> reader.imagesNamed(name));
    }

    @Override
    public ResultPage<ImageArn, ImageArn> imagesWithoutPipeline(Optional<ImageArn> after, int limit) {
        return table.inTable("read the images without a pipeline", () -> reader.imagesWithoutPipeline(after, limit));
    }

    @Override
    public ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit) {
        return table.inTable("read the builds of " + lineage, () -> reader.builds(lineage, before, limit));
    }

    @Override
    public ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit) {
        return table.inTable(
                "read what " + audience + " may launch of " + lineage,
                () -> reader.usable(audience, lineage, before, limit));
    }

    @Override
    public ResultPage<Lineage, Lineage> lineages(Audience audience, Optional<Lineage> after, int limit) {
        return table.inTable("read what is open to " + audience, () -> reader.lineages(audience, after, limit));
    }

    @Override
    public Set<Audience> openedTo(Lineage lineage) {
        return table.inTable("read to whom " + lineage + " was opened", () -> reader.openedTo(lineage));
    }

    @Override
    public Optional<AmiOrigin> origin(AmiId ami) {
        return table.inTable("read the origin of " + ami, () -> reader.origin(ami));
    }
}
