package imagefanout.model.catalog;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
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

/**
 * Every build, its copies, and who may launch them. A build is seen whole or not at all: until the last write of a
 * recording it is as it was before.
 *
 * <p>Every method throws {@link StorageException} when the catalog could not be read or written; an empty answer always
 * means "looked, none there".
 */
public interface ImageCatalog {
    /**
     * Records the snapshot unless the same or a newer one is recorded. Recording it again, at the same time as another, or
     * after a crash half-way changes nothing else. AMIs that are recorded and that the snapshot no longer shows are kept.
     */
    Recording record(ImageSnapshot snapshot);

    /** The build as recorded, read consistently. */
    Optional<RecordedBuild> build(ImageBuildArn arn);

    /** The build with all its Regions, both of the same snapshot. */
    Optional<RecordedImage> image(ImageBuildArn arn);

    /** As {@link #image(ImageBuildArn)}, with those of the Regions that the build has. */
    Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions);

    /** Takes the build out of "latest" for everyone at once; a hold that is there is replaced. False: no such build. */
    boolean hold(ImageBuildArn arn, Hold hold);

    /** Takes a hold back; without one nothing happens. False: no such build. */
    boolean release(ImageBuildArn arn);

    /** All pipelines that have a recorded build, by ARN, at most {@code limit} behind {@code after}. */
    ResultPage<PipelineArn, PipelineArn> pipelines(Optional<PipelineArn> after, int limit);

    /** The pipelines of that name, in every Region and account that has one. */
    Set<NamedPipeline> pipelinesNamed(String name);

    /** The images of that name, in every Region and account that has one. */
    Set<ImageArn> imagesNamed(String name);

    /** The images without a pipeline that have a recorded build, by ARN. */
    ResultPage<ImageArn, ImageArn> imagesWithoutPipeline(Optional<ImageArn> after, int limit);

    /** The builds of a pipeline, or of an image without one, newest first, at most {@code limit} older than {@code before}. */
    ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit);

    /** What exactly this audience may launch of the lineage's builds, newest first; builds that offer it nothing are left out. */
    ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit);

    /** The lineages of which exactly this audience has, or once had, something to launch, in a fixed order. */
    ResultPage<Lineage, Lineage> lineages(Audience audience, Optional<Lineage> after, int limit);

    /** The audiences other than accounts to which any build of the lineage was ever opened. */
    Set<Audience> openedTo(Lineage lineage);

    /** Where the AMI comes from; empty when no recorded build has it. */
    Optional<AmiOrigin> origin(AmiId ami);
}
