package imagefanout.model.catalog;

import imagefanout.model.Digest;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every recorded build, its copies, and who may launch them. Readers see a build whole or not at all: until the last write of
 * a recording they see what was there before.
 *
 * <p>Every method throws {@link StorageException} when the catalog could not be read or written. An empty answer always means
 * that there is none.
 */
public interface ImageCatalog extends UsableCopies {
    /**
     * Records the snapshot unless the same or a newer one is recorded. It is safe to repeat, to do concurrently, and to do after
     * a crash. Recorded AMIs that the snapshot no longer lists are kept.
     */
    Recording record(ImageSnapshot snapshot);

    /** The build as recorded, read consistently. */
    Optional<RecordedBuild> build(ImageBuildArn arn);

    /** As {@link #build}, for a caller that records the build next if there is none: {@link #record} need not read it again. */
    default Optional<RecordedBuild> buildToRecord(ImageBuildArn arn) {
        return build(arn);
    }

    /** The build with all its Regions, both of the same snapshot. */
    Optional<RecordedImage> image(ImageBuildArn arn);

    /** As {@link #image(ImageBuildArn)}, limited to these Regions. */
    Optional<RecordedImage> image(ImageBuildArn arn, Set<Region> regions);

    /**
     * Takes the build out of "latest" for everyone; replaces an earlier hold, unless it {@link Hold#repeats repeats} it. False: no
     * such build. It is safe to repeat.
     */
    boolean hold(ImageBuildArn arn, Hold hold);

    /**
     * Releases the hold that is set now, if there is one. A hold that replaces it meanwhile stays. False: no such build. It is safe
     * to repeat: the first release of a hold counts.
     */
    boolean release(ImageBuildArn arn, Release release);

    /** The holds of the build and how they ended, newest first, at most {@code limit} with a number below {@code before}. */
    ResultPage<HeldPeriod, Long> holds(ImageBuildArn arn, Optional<Long> before, int limit);

    /** Every build that is on hold, in any state. */
    List<RecordedBuild> heldBuilds();

    /** When the last hold of the build was released; empty when none ever was. Read consistently. */
    Optional<Instant> releasedAt(ImageBuildArn arn);

    /**
     * The {@link RecordedBuild#summaryDigest} of those of these builds that are recorded. Also of builds that {@link Retention} has
     * removed, so that they are known again in Image Builder's lists.
     */
    Map<ImageBuildArn, Digest> summaries(Set<ImageBuildArn> arns);

    /** When {@link Retention} removed the build; empty when it is recorded, or never was. */
    Optional<Instant> removedAt(ImageBuildArn arn);

    /** All pipelines that have a recorded build, by ARN, at most {@code limit} after {@code after}. */
    default ResultPage<PipelineArn, PipelineArn> pipelines(Optional<PipelineArn> after, int limit) {
        return pipelineEntries(after, limit).map(DirectoryEntry::lineage);
    }

    /** As {@link #pipelines}, with the newest builds of each. */
    ResultPage<DirectoryEntry<PipelineArn>, PipelineArn> pipelineEntries(Optional<PipelineArn> after, int limit);

    /** Those of these pipelines that have a recorded build, by ARN, with the newest builds of each. */
    List<DirectoryEntry<PipelineArn>> entries(Set<PipelineArn> pipelines);

    /** The pipelines of that name, in every Region and account that has one. */
    Set<NamedLineage> pipelinesNamed(String name);

    /** The images of that name, made by a pipeline or not, in every Region and account that has one. */
    Set<ImageArn> imagesNamed(String name);

    /** The images without a pipeline that have a recorded build, by ARN. */
    default ResultPage<ImageArn, ImageArn> imagesWithoutPipeline(Optional<ImageArn> after, int limit) {
        return imageEntries(after, limit).map(DirectoryEntry::lineage);
    }

    /** As {@link #imagesWithoutPipeline}, with the newest builds of each. */
    ResultPage<DirectoryEntry<ImageArn>, ImageArn> imageEntries(Optional<ImageArn> after, int limit);

    /** The builds of a pipeline, or of an image without one, newest first, at most {@code limit} older than {@code before}. */
    ResultPage<RecordedBuild, BuildPosition> builds(Lineage lineage, Optional<BuildPosition> before, int limit);

    /** Those of these builds that are recorded, newest first. */
    List<RecordedBuild> builds(Set<ImageBuildArn> arns);

    /** @param region if set, only builds that the audience may launch there */
    @Override
    ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit);

    /**
     * The lineages with a build that this audience itself may launch, the last in {@link Lineage#ORDER} first, each with the
     * newest of these builds.
     *
     * @param region if set, only builds that it may launch there
     * @param limit how many lineages at most
     * @param builds how many builds of each at most
     */
    ResultPage<UsableLineage, Lineage> lineages(
            Audience audience, Optional<Region> region, Optional<Lineage> after, int limit, int builds);

    /** The audiences other than accounts that could ever launch a build of the lineage. */
    Set<Audience> openedTo(Lineage lineage);

    /** The build and copy of the AMI; empty when no recorded build has it. */
    Optional<AmiOrigin> origin(AmiId ami);
}
