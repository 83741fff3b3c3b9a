package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.Comparator;

/**
 * A setting other than the target accounts that names an account, such as a launch template to update there. It is not
 * changed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SsmParameterConfiguration.html">SsmParameterConfiguration</a>
 *
 * @param where the setting, such as {@code fastLaunchConfigurations/0}
 */
public record AccountReference(AccountId account, String where) implements Comparable<AccountReference> {
    private static final String SSM = "ssmParameterConfigurations";
    private static final Comparator<AccountReference> ORDER =
            Comparator.comparing(AccountReference::account).thenComparing(AccountReference::where);

    public AccountReference {
        requireNonNull(account, "account");
        requireNonNull(where, "where");
    }

    /** What happens while the account is no target account of the Region. */
    public String withoutTarget() {
        return where.startsWith(SSM)
                ? "distributions to the Region fail: the account of an SSM parameter must be one"
                : "the setting has no AMI to apply to";
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
