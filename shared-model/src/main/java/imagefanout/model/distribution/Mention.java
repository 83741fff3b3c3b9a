package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.Comparator;

/**
 * A setting other than the target accounts that names an account, such as a launch template to update there. It is never
 * changed, but once the account is no target it has no AMI to work on.
 *
 * @param where the setting, such as {@code fastLaunchConfigurations/0}
 */
public record Mention(AccountId account, String where) implements Comparable<Mention> {
    private static final Comparator<Mention> ORDER =
            Comparator.comparing(Mention::account).thenComparing(Mention::where);

    public Mention {
        requireNonNull(account, "account");
        requireNonNull(where, "where");
    }

    @Override
    public int compareTo(Mention other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return where + " names " + account;
    }
}
