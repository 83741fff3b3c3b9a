package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;

/**
 * A lineage that an audience may launch.
 *
 * @param newest the newest builds that it may launch, newest first, as the first page of {@link ImageCatalog#usable}
 */
public record UsableLineage(Lineage lineage, ResultPage<UsableCopy, BuildPosition> newest) {
    public UsableLineage {
        requireNonNull(lineage, "lineage");
        requireNonNull(newest, "newest");
    }
}
