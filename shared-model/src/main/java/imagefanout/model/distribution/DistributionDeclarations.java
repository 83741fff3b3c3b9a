package imagefanout.model.distribution;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import java.util.Optional;

/** The table in which people declare configurations that should exist. */
@FunctionalInterface
public interface DistributionDeclarations {
    /**
     * Some rows, bad ones included; {@code next} is empty only after the last row.
     *
     * @param after {@code next} of the page before
     * @throws StorageException when the rows could not be read
     */
    ResultPage<DeclarationRow, String> rows(Optional<String> after);
}
