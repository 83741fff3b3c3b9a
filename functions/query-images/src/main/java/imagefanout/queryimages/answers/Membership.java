package imagefanout.queryimages.answers;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The audiences through which an account may launch, according to the registry.
 *
 * @param isKnown false when the registry does not say in which organization and units the account is
 */
record Membership(Set<Audience> audiences, boolean isKnown) {
    Membership {
        audiences = Set.copyOf(audiences);
    }

    static Membership of(RegisteredAccount account) {
        return new Membership(
                account.audiences(),
                account.organization().isPresent()
                        && account.organizationalUnits().isPresent());
    }

    /** Without a valid registry row, the organization and units are not known. */
    static Membership of(AccountId id, AccountRegistry registry) {
        return registry.account(id)
                .filter(RegisteredAccount.class::isInstance)
                .map(RegisteredAccount.class::cast)
                .map(Membership::of)
                .orElse(new Membership(Set.of(), false));
    }

    /** The audiences in {@code openedTo} that the account is in. Reads the registry only if one of them requires it. */
    static Membership among(Set<Audience> openedTo, AccountId id, AccountRegistry registry) {
        Set<Audience> closed = openedTo.stream()
                .filter(audience -> !(audience instanceof Audience.Everyone))
                .collect(Collectors.toSet());
        Membership membership = closed.isEmpty() ? new Membership(Set.of(), true) : of(id, registry);
        Set<Audience> among = new HashSet<>(openedTo);
        among.removeIf(
                audience -> closed.contains(audience) && !membership.audiences().contains(audience));
        return new Membership(among, membership.isKnown() || among.containsAll(openedTo));
    }
}
