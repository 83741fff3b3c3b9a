package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.Comparator;

/**
 * A setting other than the target accounts that names an account, such as a launch template to update there. It is not
 * changed, and has no effect when the account gets no AMI.
 *
 * @param where the setting, such as {@code fastLaunchConfigurations/0}
 */
public record AccountReference(AccountId account, String where) implements Comparable<AccountReference> {
    private static final Comparator<AccountReference> ORDER =
            Comparator.comparing(AccountReference::account).thenComparing(AccountReference::where);

    public AccountReference {
        requireNonNull(account, "account");
        requireNonNull(where, "where");
    }

    @Override
    public int compareTo(AccountReference other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return where + " names " + account;
    }
}
