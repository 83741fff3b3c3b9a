package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import java.util.List;
import java.util.Optional;

/** Says at a glance how a pipeline stands. */
public final class NewestBuilds {
    /**
     * The newest builds of a pipeline.
     *
     * @param recorded the newest of all
     * @param offered the newest that is offered, when it is among the newest few
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
