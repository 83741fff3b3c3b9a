package imagefanout.model.seed;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What seeding did, or in a dry run would do, for one account of a configuration.
 *
 * @param groups in the account's row afterwards
 * @param regions in the account's row afterwards; empty: all
 * @param note for a person, such as why the row was skipped; may be empty
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
        groups = Sorted.copyOf(groups);
        regions = regions.map(Sorted::copyOf);
        requireNonNull(note, "note");
    }
}
