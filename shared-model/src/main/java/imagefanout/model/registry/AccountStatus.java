package imagefanout.model.registry;

import imagefanout.model.MalformedException;
import java.util.Arrays;

/**
 * Whether an account takes part. Only {@link #ACTIVE} accounts become target accounts. It has every state of AWS Organizations.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html">states</a>
 */
public enum AccountStatus {
    ACTIVE,
    PENDING,
    PENDING_ACTIVATION,
    SUSPENDED,
    PENDING_CLOSURE,
    CLOSED,
    /** It is no longer a member of the organization. */
    LEFT;

    public static AccountStatus parse(String text) {
        return MalformedException.parse(AccountStatus.class, "a status, one of " + Arrays.toString(values()), text);
    }

    public boolean isActive() {
        return this == ACTIVE;
    }
}
