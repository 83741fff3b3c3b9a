package imagefanout.model.catalog;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an audience may launch. */
@FunctionalInterface
public interface UsableCopies {
    /** How many builds a default method reads at once. */
    int PAGE = 25;

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

    /**
     * Those of these builds that are of the lineage and that this audience itself may launch, newest first.
     *
     * @throws StorageException when the builds could not be read
     */
    default List<UsableCopy> usable(Audience audience, Lineage lineage, Set<ImageBuildArn> arns) {
        List<UsableCopy> found = new ArrayList<>();
        ResultPage.<UsableCopy, BuildPosition>forEach(before -> usable(audience, lineage, before, PAGE), copy -> {
            if (arns.contains(copy.recorded().build().arn())) {
                found.add(copy);
            }
        });
        return found;
    }
}
