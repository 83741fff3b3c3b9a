package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A row that cannot be read as an account. What it would have said is unknown, so nothing is decided for the configurations
 * that it could concern.
 *
 * @param name the account id as written
 * @param groups the groups that the row names; empty: they cannot be read, so the row could concern anybody
 * @param problems every attribute that is wrong, and how
 */
public record BadRow(String name, Optional<SortedSet<Group>> groups, List<String> problems) implements RegistryRow {
    public BadRow {
        requireNonNull(name, "name");
        groups = groups.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
        problems = List.copyOf(problems);
    }

    public boolean concerns(Set<Group> anyOf) {
        return groups.map(some -> !Collections.disjoint(some, anyOf)).orElse(true);
    }

    /** Whether it is the row of one of these accounts. */
    public boolean isOf(Set<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).anyMatch(name::equals);
    }

    @Override
    public String toString() {
        return "row " + MalformedException.quoted(name) + ": " + String.join("; ", problems);
    }
}
