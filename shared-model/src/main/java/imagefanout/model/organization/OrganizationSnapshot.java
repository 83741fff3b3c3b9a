package imagefanout.model.organization;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import java.util.SortedMap;

/** All accounts of an organization, from one complete read. */
public record OrganizationSnapshot(
        Audience.Organization organization, SortedMap<AccountId, OrganizationAccount> accounts) {
    public OrganizationSnapshot {
        requireNonNull(organization, "organization");
        accounts = Sorted.copyOf(accounts);
    }
}
