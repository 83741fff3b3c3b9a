package imagefanout.model.registry;

import imagefanout.model.ResultPage;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole registry as it was read. Only {@link #read} creates one, so a snapshot always has every row. With a partial one, the
 * missing accounts would look as if they had left.
 */
public final class RegistrySnapshot {
    private final SortedMap<AccountId, RegisteredAccount> accounts = new TreeMap<>();
    private final List<BadRow> badRows = new ArrayList<>();

    private RegistrySnapshot() {}

    /**
     * Reads every page.
     *
     * @throws StorageException when a page could not be read, or a page comes twice
     */
    public static RegistrySnapshot read(AccountRegistry registry) {
        RegistrySnapshot snapshot = new RegistrySnapshot();
        Set<Optional<String>> seen = new HashSet<>();
        ResultPage.<RegistryRow, String>forEach(
                after -> {
                    if (!seen.add(after)) {
                        throw new StorageException("the registry was not read to its end: one page came twice");
                    }
                    return registry.rows(after);
                },
                snapshot::add);
        return snapshot;
    }

    private void add(RegistryRow row) {
        if (row instanceof BadRow bad) {
            badRows.add(bad);
            return;
        }
        RegisteredAccount account = (RegisteredAccount) row;
        RegisteredAccount other = accounts.putIfAbsent(account.id(), account);
        if (other != null && !other.equals(account)) {
            badRows.add(new BadRow(
                    account.id().value(),
                    Optional.of(Sorted.union(account.groups(), other.groups())),
                    List.of("two different rows were read")));
        }
    }

    /** Every account with a valid row. */
    public SortedMap<AccountId, RegisteredAccount> accounts() {
        return Collections.unmodifiableSortedMap(accounts);
    }

    /** Whether an account has one of these groups, whatever its status and Regions. */
    public boolean hasRowOf(Set<Group> groups) {
        return accounts.values().stream().anyMatch(account -> !Collections.disjoint(account.groups(), groups));
    }

    /** What is wrong with valid rows, each with the row's account. */
    public List<String> warnings() {
        return accounts.values().stream()
                .flatMap(account -> account.warnings().stream().map(warning -> "row " + account.id() + ": " + warning))
                .toList();
    }

    public List<BadRow> badRows() {
        return List.copyOf(badRows);
    }

    /**
     * The bad rows that may concern a configuration with these groups, and those of accounts that would be removed from it: an
     * account is removed because its row says so, never because its row cannot be read.
     */
    public List<BadRow> badRowsConcerning(Set<Group> groups, Set<AccountId> removed) {
        return badRows.stream()
                .filter(row -> row.concerns(groups) || row.isOf(removed))
                .toList();
    }
}
