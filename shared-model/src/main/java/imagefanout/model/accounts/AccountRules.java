package imagefanout.model.accounts;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import java.util.Optional;

/** The table of rules, written by people. */
public interface AccountRules {
    /**
     * Some rows, each read consistently, bad ones included; {@code next} is empty only after the last row.
     *
     * @param after {@code next} of the page before
     * @throws StorageException when the table could not be read
     */
    ResultPage<RuleRow, String> rows(Optional<String> after);
}
