package imagefanout.model.answers;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.sync.SyncState;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Who got a build of a lineage, and who did not.
 *
 * @param offered the newest build that is offered
 * @param held the newer builds that only a hold keeps from being offered, newest first
 * @param accounts the accounts that got a copy or should have
 * @param shared the accounts that may launch the owner's AMI of a Region and have no copy
 * @param next the configuration that the next build uses; empty when it is not managed
 * @param awaiting the accounts that are not in {@code accounts} and that the next build reaches
 */
public record Coverage(
        RecordedImage image,
        Optional<RecordedBuild> offered,
        List<RecordedBuild> held,
        SortedMap<AccountId, AccountShare> accounts,
        SortedMap<Region, SortedSet<AccountId>> shared,
        Optional<SyncState> next,
        SortedMap<AccountId, Awaiting> awaiting) {
    /**
     * One account's share of the build.
     *
     * @param shared in how many Regions it may launch the owner's AMI and has no copy
     * @param behind in the Region that is furthest behind; empty while no build is offered and it has none
     */
    public record AccountShare(Counts counts, int shared, Optional<Behind> behind) {}

    /**
     * One account that waits for the next build.
     *
     * @param regions where it will get a copy
     * @param behind empty while no build is offered and it has none
     */
    public record Awaiting(SortedSet<Region> regions, Optional<Behind> behind) {
        public Awaiting {
            regions = Sorted.copyOf(regions);
        }
    }

    public Coverage {
        held = List.copyOf(held);
        accounts = Sorted.copyOf(accounts);
        shared = Sorted.copyOf(shared);
        awaiting = Sorted.copyOf(awaiting);
    }
}
