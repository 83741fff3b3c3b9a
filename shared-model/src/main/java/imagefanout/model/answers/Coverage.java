package imagefanout.model.answers;

import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Who got the newest finished build of a pipeline, and who did not.
 *
 * @param newest the build that is everybody's latest where it came, if any is offered
 * @param accounts the accounts that the build served or should have served
 * @param shared the accounts that may launch the owner's AMI of a Region and have no copy of their own
 * @param awaiting the active accounts of the registry that the build did not serve, none if it makes no AMIs; how far behind,
 *     as in {@link AccountCoverage}
 */
public record Coverage(
        RecordedImage image,
        Optional<RecordedBuild> newest,
        SortedMap<AccountId, AccountCoverage> accounts,
        SortedMap<Region, SortedSet<AccountId>> shared,
        SortedMap<AccountId, Optional<Behind>> awaiting) {
    public Coverage {
        accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
        shared = Collections.unmodifiableSortedMap(new TreeMap<>(shared));
        awaiting = Collections.unmodifiableSortedMap(new TreeMap<>(awaiting));
    }
}
