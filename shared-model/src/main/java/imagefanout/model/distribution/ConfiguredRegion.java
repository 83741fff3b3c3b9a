package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One Region of a distribution configuration that makes AMIs.
 *
 * @param targets none: the field is absent, and the build account gets the AMI
 * @param hasOtherOutput whether the Region still has an output without target accounts
 * @param accountReferences where other settings of this Region name an account
 * @param parameterEntries the SSM parameters to which a build writes its AMI IDs
 */
public record ConfiguredRegion(
        Region region,
        SortedSet<AccountId> targets,
        boolean hasOtherOutput,
        List<AccountReference> accountReferences,
        List<ParameterEntry> parameterEntries) {
    public ConfiguredRegion {
        requireNonNull(region, "region");
        targets = Sorted.copyOf(targets);
        accountReferences = List.copyOf(accountReferences);
        parameterEntries = List.copyOf(parameterEntries);
    }

    /** The entries that a sync could have written. All others stay as they are. */
    public SortedSet<SsmParameter> parameters() {
        return parameterEntries.stream()
                .flatMap(entry -> entry.parameter().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
