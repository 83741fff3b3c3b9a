package imagefanout.queryimages.answers;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import java.util.HashSet;
import java.util.Set;

/**
 * The audiences through which an account may launch, according to the registry.
 *
 * @param isKnown false when the registry does not say in which organization and units the account is
 */
record Membership(Set<Audience> audiences, boolean isKnown) {
    private static final Set<Audience> EVERYONE = Set.of(new Audience.Everyone());

    Membership {
        audiences = Set.copyOf(audiences);
    }

    /** Without a valid registry row, the organization and units are not known. */
    static Membership of(AccountId id, AccountRegistry registry) {
        return registry.account(id)
                .filter(RegisteredAccount.class::isInstance)
                .map(RegisteredAccount.class::cast)
                .map(Membership::of)
                .orElse(new Membership(EVERYONE, false));
    }

    private static Membership of(RegisteredAccount account) {
        Set<Audience> audiences = new HashSet<>(EVERYONE);
        audiences.addAll(account.audiences());
        return new Membership(
                audiences,
                account.organization().isPresent()
                        && account.organizationalUnits().isPresent());
    }

    /** The audiences in {@code openedTo} that the account is in. Reads the registry only if one of them requires it. */
    static Membership among(Set<Audience> openedTo, AccountId id, AccountRegistry registry) {
        if (EVERYONE.containsAll(openedTo)) {
            return new Membership(openedTo, true);
        }
        Membership membership = of(id, registry);
        Set<Audience> among = new HashSet<>(openedTo);
        among.retainAll(membership.audiences());
        return new Membership(among, membership.isKnown() || among.containsAll(openedTo));
    }
}
