package imagefanout.model.registry;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import java.util.Optional;

/**
 * The table of accounts, written by people, account-vending pipelines and the import from AWS Organizations.
 *
 * <p>Every method throws {@link StorageException} when the registry could not be read or written. An empty answer always means
 * that there is none.
 */
public interface AccountRegistry {
    /** The account's row, read consistently. */
    Optional<RegistryRow> account(AccountId id);

    /**
     * Some rows, each read consistently, bad ones included; {@code next} is empty only after the last row. A page without rows
     * may have a next one. {@link RegistrySnapshot#read} reads them all.
     *
     * @param after {@code next} of the page before
     */
    ResultPage<RegistryRow, String> rows(Optional<String> after);

    /** Writes a row for an account that has none. False: it has one, and nothing was written. */
    boolean add(RegisteredAccount account);

    /**
     * Replaces the row's groups and Regions with those of {@code extended}; its other attributes stay. False: the row is no
     * longer {@code asRead}, and nothing was written.
     */
    boolean extend(RegisteredAccount asRead, RegisteredAccount extended);

    /**
     * Replaces everything in the row that an import writes with {@code now}; attributes that the registry ignores stay. False:
     * the row is no longer {@code asRead}, or people manage it, and nothing was written.
     */
    boolean replace(RegisteredAccount asRead, RegisteredAccount now);

    /** The mark of the last import, read consistently; {@link ImportMark#NONE} before the first one. */
    ImportMark importMark();

    /** Writes the mark. False: it is no longer {@code asRead}, and nothing was written. */
    boolean mark(ImportMark asRead, ImportMark now);
}
