package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import java.util.List;
import java.util.Optional;

/** Finds the newest builds of a pipeline. */
public final class NewestBuilds {
    /**
     * The newest builds of a pipeline.
     *
     * @param offered the newest offered one, if it is among the newest {@value #FEW}
     */
    public record Newest(Optional<RecordedBuild> recorded, Optional<RecordedBuild> offered) {}

    private static final int FEW = 3;

    private final ImageCatalog catalog;

    public NewestBuilds(ImageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /** @throws StorageException when the catalog could not be read */
    public Newest of(Lineage lineage) {
        List<RecordedBuild> few = catalog.builds(lineage, Optional.empty(), FEW).items();
        return new Newest(
                few.stream().findFirst(),
                few.stream().filter(RecordedBuild::isOffered).findFirst());
    }
}
