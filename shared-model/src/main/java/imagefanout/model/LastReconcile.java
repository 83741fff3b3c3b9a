package imagefanout.model;

import java.time.Instant;
import java.util.Optional;

/** When the catalog was last held against all that Image Builder lists. */
public interface LastReconcile {
    /**
     * The end of the last reconcile that looked at everything; empty when there was none yet.
     *
     * @throws CatalogException when that could not be read
     */
    Optional<Instant> endedAt();
}
