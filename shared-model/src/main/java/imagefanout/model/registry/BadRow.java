package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A row that cannot be read as an account. The configurations that it may concern are not changed.
 *
 * @param name the account ID as written
 * @param groups the groups in the row; empty: they cannot be read, so the row may concern every configuration
 */
public record BadRow(String name, Optional<SortedSet<Group>> groups, List<String> problems) implements RegistryRow {
    public BadRow {
        requireNonNull(name, "name");
        groups = groups.map(Sorted::copyOf);
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
