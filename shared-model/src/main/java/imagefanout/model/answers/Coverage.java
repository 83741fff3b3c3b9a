package imagefanout.model.answers;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Who got a build of a pipeline, and who did not.
 *
 * @param accounts the accounts that got a copy or should have
 * @param shared the accounts that may launch the owner's AMI of a Region and have no copy
 * @param awaiting the active accounts of the registry that are not in {@code accounts}, with how far behind they are; none if
 *     the build makes no AMIs
 */
public record Coverage(
        RecordedImage image,
        Optional<RecordedBuild> newest,
        SortedMap<AccountId, AccountShare> accounts,
        SortedMap<Region, SortedSet<AccountId>> shared,
        SortedMap<AccountId, Optional<Behind>> awaiting) {
    /**
     * One account's share of the build.
     *
     * @param shared in how many Regions it may launch the owner's AMI and has no copy
     * @param behind in the Region that is furthest behind; empty while no build of the pipeline is offered
     */
    public record AccountShare(Counts counts, int shared, Optional<Behind> behind) {}

    public Coverage {
        accounts = Sorted.copyOf(accounts);
        shared = Sorted.copyOf(shared);
        awaiting = Sorted.copyOf(awaiting);
    }
}
