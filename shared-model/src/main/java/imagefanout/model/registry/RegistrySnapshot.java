package imagefanout.model.registry;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The whole registry as it was read. There is no other way to one than {@link #complete}, so whoever holds it holds every
 * row: a reading that stopped half-way would make every account behind that point look gone.
 */
public final class RegistrySnapshot {
    private final SortedMap<AccountId, RegisteredAccount> accounts;
    private final List<BadRow> badRows;

    private RegistrySnapshot(SortedMap<AccountId, RegisteredAccount> accounts, List<BadRow> badRows) {
        this.accounts = Collections.unmodifiableSortedMap(accounts);
        this.badRows = List.copyOf(badRows);
    }

    /**
     * Reads page after page until the registry says that none is left.
     *
     * @throws StorageException when a page could not be read, or the registry leads in a circle
     */
    public static RegistrySnapshot read(AccountRegistry registry) {
        SortedMap<AccountId, RegisteredAccount> accounts = new TreeMap<>();
        List<BadRow> badRows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<String> after = Optional.empty();
        do {
            ResultPage<RegistryRow, String> page = registry.rows(after);
            for (RegistryRow row : page.items()) {
                if (row instanceof RegisteredAccount account) {
                    RegisteredAccount other = accounts.putIfAbsent(account.id(), account);
                    if (other != null && !other.equals(account)) {
                        badRows.add(contradiction(other, account));
                    }
                } else if (row instanceof BadRow bad) {
                    badRows.add(bad);
                }
            }
            after = page.next();
            if (after.isPresent() && !seen.add(after.get())) {
                throw new StorageException(
                        "the registry was not read to its end: it gives the same page again and again");
            }
        } while (after.isPresent());
        return new RegistrySnapshot(accounts, badRows);
    }

    private static BadRow contradiction(RegisteredAccount one, RegisteredAccount other) {
        SortedSet<Group> groups = new TreeSet<>(one.groups());
        groups.addAll(other.groups());
        return new BadRow(
                one.id().value(), Optional.of(groups), List.of("two rows that say different things were read"));
    }

    /** Every account with a good row. */
    public SortedMap<AccountId, RegisteredAccount> accounts() {
        return accounts;
    }

    public List<BadRow> badRows() {
        return badRows;
    }

    /**
     * The bad rows that could concern a configuration with these groups, and those of accounts that would leave it: they
     * leave because a row says so, never because theirs cannot be read.
     */
    public List<BadRow> badRowsConcerning(Set<Group> groups, Set<AccountId> leaving) {
        return badRows.stream()
                .filter(row -> row.concerns(groups) || row.isOf(leaving))
                .toList();
    }
}
