package imagefanout.model.catalog;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.Optional;

/** What an audience may launch. */
@FunctionalInterface
public interface UsableCopies {
    /**
     * The builds of the lineage that this audience itself may launch, newest first, at most {@code limit} older than
     * {@code before}.
     *
     * @throws StorageException when the builds could not be read
     */
    ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<BuildPosition> before, int limit);

    /** As {@link #usable(Audience, Lineage, Optional, int)}; builds that do not reach {@code region} may be left out. */
    default ResultPage<UsableCopy, BuildPosition> usable(
            Audience audience, Lineage lineage, Optional<Region> region, Optional<BuildPosition> before, int limit) {
        return usable(audience, lineage, before, limit);
    }
}
