package imagefanout.model.reconcile;

import imagefanout.model.StorageException;
import java.time.Instant;
import java.util.Optional;

/** How recent the catalog is known to be. */
@FunctionalInterface
public interface LastReconcile {
    /**
     * The end of the last sweep in which nothing failed; empty before the first.
     *
     * @throws StorageException when that could not be read
     */
    Optional<Instant> endedAt();
}
