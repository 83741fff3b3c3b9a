package imagefanout.model.catalog;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an audience may launch.
 *
 * <p>Every method throws {@link StorageException} when the builds could not be read.
 */
public interface UsableCopies {
    /**
     * The builds of the lineage that this audience itself may launch, newest first, at most {@code limit} older than
     * {@code before}.
     *
     * @param region if set, builds that it may not launch there may be left out
     */
    ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit);

    /** Those of these builds that are of the lineage and that this audience itself may launch, newest first. */
    List<UsableCopy> usable(Audience audience, Lineage lineage, Set<ImageBuildArn> arns);
}
