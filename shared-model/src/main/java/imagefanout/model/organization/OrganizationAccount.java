package imagefanout.model.organization;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import java.util.List;

/**
 * A member of an organization.
 *
 * @param state as Organizations writes it, such as {@code ACTIVE}. AWS may add states, so any text is valid here.
 * @param path the units from the top one down to the account's own; empty: it is in the root
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html">Account</a>
 */
public record OrganizationAccount(AccountId id, String name, String state, List<NamedUnit> path) {
    public OrganizationAccount {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(state, "state");
        path = List.copyOf(path);
    }
}
