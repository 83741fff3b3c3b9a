package imagefanout.model.distribution;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import java.util.Optional;

/** The table in which people declare configurations that should exist. */
public interface DistributionDeclarations {
    /**
     * Some rows, bad ones among them; {@code next} is empty behind the last row only.
     *
     * @param after what the page before gave as {@code next}
     * @throws StorageException when the rows could not be read
     */
    ResultPage<DeclarationRow, String> rows(Optional<String> after);
}
