package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One Region of a distribution configuration that makes AMIs.
 *
 * @param targets none: the field is absent, and the AMI goes to the build account
 * @param hasOtherOutput whether the Region still has an output when the field is left out
 * @param accountReferences where other settings of this Region name an account
 */
public record ConfiguredRegion(
        Region region, SortedSet<AccountId> targets, boolean hasOtherOutput, List<AccountReference> accountReferences) {
    public ConfiguredRegion {
        requireNonNull(region, "region");
        targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
        accountReferences = List.copyOf(accountReferences);
    }

    ConfiguredRegion to(SortedSet<AccountId> others) {
        return new ConfiguredRegion(region, others, hasOtherOutput, accountReferences);
    }
}
