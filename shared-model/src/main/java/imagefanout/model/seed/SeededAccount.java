package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What seeding did, or in a dry run would do, for one account of a configuration.
 *
 * @param groups as the account's row has them afterwards
 * @param regions as the account's row has them afterwards; empty: all
 * @param note what a person should know, such as why the row was left alone; may be empty
 */
public record SeededAccount(
        AccountId account,
        SeedOutcome outcome,
        SortedSet<Group> groups,
        Optional<SortedSet<Region>> regions,
        String note) {
    public SeededAccount {
        requireNonNull(account, "account");
        requireNonNull(outcome, "outcome");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        regions = regions.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
        requireNonNull(note, "note");
    }
}
