package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes what the catalog need not keep.
 *
 * <p>Every method throws {@link imagefanout.model.StorageException} when the catalog could not be read or written.
 */
public interface Retention {
    /**
     * Lets every row of the build expire except the one that describes it. Doing it again changes nothing. If the build comes
     * back, recording it restores its rows.
     *
     * @return whether there was anything left to expire
     */
    boolean expireCopies(ImageBuildArn arn);

    /**
     * Removes builds with everything that is recorded of them. A removed build is recorded nowhere, and recording it again
     * changes nothing, unless its ARN was built again. {@link ImageCatalog#removedAt} and {@link ImageCatalog#summaries} still
     * know it. A build that changed since it was read, is on hold or is being recorded is left as it is.
     *
     * <p>The builds are marked before {@code inUse} is asked, and a marked build cannot be promoted. So a build that a channel
     * points at is never removed, however close the two come.
     *
     * @param builds as they were read
     * @param inUse the builds that channels need
     * @return the builds that are removed
     */
    Set<ImageBuildArn> remove(List<RecordedBuild> builds, Instant at, Supplier<Set<ImageBuildArn>> inUse);

    /** Completes the removals whose process was stopped, and takes back those that had only been prepared. */
    void finishRemovals();
}
