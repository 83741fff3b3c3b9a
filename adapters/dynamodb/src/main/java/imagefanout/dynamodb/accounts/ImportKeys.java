package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import java.time.Instant;

/** The keys of the journal's items. */
final class ImportKeys {
    static final StoredKey HELD = new StoredKey("IMPORTS", "HELD");
    static final String CHANGE = "CHANGE#";

    private ImportKeys() {}

    static String partition(AccountId account) {
        return "IMPORT#" + account;
    }

    /** The record of one row in the import that began at this time. The mark allows only one import at a time. */
    static StoredKey change(AccountId account, Instant startedAt) {
        return new StoredKey(partition(account), CHANGE + StoredKey.nanoseconds(startedAt));
    }
}
