package imagefanout.model.organization;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** All accounts of an organization, from one complete read. */
public record OrganizationSnapshot(
        Audience.Organization organization, SortedMap<AccountId, OrganizationAccount> accounts) {
    public OrganizationSnapshot {
        requireNonNull(organization, "organization");
        accounts = Sorted.copyOf(accounts);
    }

    /** @throws IllegalArgumentException when an account comes twice */
    public static OrganizationSnapshot of(
            Audience.Organization organization, Collection<OrganizationAccount> accounts) {
        SortedMap<AccountId, OrganizationAccount> byId = new TreeMap<>();
        accounts.forEach(account -> {
            if (byId.put(account.id(), account) != null) {
                throw new IllegalArgumentException("account " + account.id() + " was read twice");
            }
        });
        return new OrganizationSnapshot(organization, byId);
    }
}
