package imagefanout.model.registry;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import java.util.Optional;

/**
 * The table of accounts that people and account-vending pipelines write.
 *
 * <p>Every method throws {@link StorageException} when the registry could not be read or written; an empty answer always
 * means "looked, none there".
 */
public interface AccountRegistry {
    /** The account's row, read consistently. */
    Optional<RegistryRow> account(AccountId id);

    /**
     * Some rows, each read consistently, bad ones among them; {@code next} is empty behind the last row only. A page may hold
     * no rows and still have a next one. Use {@link RegistrySnapshot#read} to read them all.
     *
     * @param after what the page before gave as {@code next}
     */
    ResultPage<RegistryRow, String> rows(Optional<String> after);

    /** Writes a row for an account that has none. False: it has one, and nothing was written. */
    boolean add(RegisteredAccount account);

    /**
     * Makes the row say {@code widened} instead of {@code asRead}: its groups and Regions; what else somebody wrote into it
     * stays. False: the row is no longer as it was read, and nothing was written.
     */
    boolean extend(RegisteredAccount asRead, RegisteredAccount widened);
}
