package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import java.util.List;

/**
 * A lineage in the list of all.
 *
 * @param newest its newest builds, newest first, at most {@value #MAX_BUILDS}; a hint that saves reads. Readers read the builds
 *     themselves: one that was never completed may be among them. Empty: they are not known
 */
public record DirectoryEntry<L extends Lineage>(L lineage, List<ImageBuildArn> newest) {
    /** As many as a glance at a pipeline's history shows. They make an item of about a kilobyte. */
    public static final int MAX_BUILDS = 10;

    public DirectoryEntry {
        requireNonNull(lineage, "lineage");
        newest = List.copyOf(newest);
    }
}
