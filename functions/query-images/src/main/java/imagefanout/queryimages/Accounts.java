package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the registry says of the accounts that answers are about. */
final class Accounts {
    /** Through which audiences an account may launch, and whether that is all there is to know. */
    record Membership(Set<Audience> audiences, boolean isKnown) {
        Membership {
            audiences = Set.copyOf(audiences);
        }

        private static Membership of(RegisteredAccount account) {
            Set<Audience> audiences = new HashSet<>();
            account.organization().ifPresent(audiences::add);
            account.organizationalUnits().ifPresent(audiences::addAll);
            return new Membership(
                    audiences,
                    account.organization().isPresent()
                            && account.organizationalUnits().isPresent());
        }
    }

    private final AccountRegistry registry;

    Accounts(AccountRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** The organization and units that the account is known to be in; a bad or missing row says nothing. */
    Membership membership(AccountId id) {
        return registry.account(id)
                .filter(RegisteredAccount.class::isInstance)
                .map(RegisteredAccount.class::cast)
                .map(Membership::of)
                .orElse(new Membership(Set.of(), false));
    }

    /**
     * Those of {@code openedTo} that the account is in. The registry is asked only where that decides anything.
     */
    Membership among(AccountId id, Set<Audience> openedTo) {
        Set<Audience> closed = openedTo.stream()
                .filter(audience -> !(audience instanceof Audience.Everyone))
                .collect(Collectors.toSet());
        Membership membership = closed.isEmpty() ? new Membership(Set.of(), true) : membership(id);
        Set<Audience> among = new HashSet<>(openedTo);
        among.removeIf(
                audience -> closed.contains(audience) && !membership.audiences().contains(audience));
        return new Membership(among, membership.isKnown() || among.containsAll(openedTo));
    }

    /** The accounts that take part, read to the end. */
    SortedMap<AccountId, RegisteredAccount> active() {
        SortedMap<AccountId, RegisteredAccount> active =
                new TreeMap<>(RegistrySnapshot.read(registry).accounts());
        active.values().removeIf(account -> !account.status().isActive());
        return active;
    }

    static Map<AccountId, Set<Audience>> audiences(SortedMap<AccountId, RegisteredAccount> accounts) {
        return accounts.values().stream()
                .collect(Collectors.toMap(
                        RegisteredAccount::id, account -> Membership.of(account).audiences()));
    }
}
