package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.SortedSet;

/**
 * One Region of a distribution configuration that makes AMIs.
 *
 * @param targets none: the field is absent, and the build account gets the AMI
 * @param hasOtherOutput whether the Region still has an output without target accounts
 * @param accountReferences where other settings of this Region name an account
 */
public record ConfiguredRegion(
        Region region, SortedSet<AccountId> targets, boolean hasOtherOutput, List<AccountReference> accountReferences) {
    public ConfiguredRegion {
        requireNonNull(region, "region");
        targets = Sorted.copyOf(targets);
        accountReferences = List.copyOf(accountReferences);
    }
}
