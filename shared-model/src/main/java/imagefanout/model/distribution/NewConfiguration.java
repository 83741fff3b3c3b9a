package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A declared configuration with its first target accounts.
 *
 * @param targets of every declared Region; none: the build account gets the AMI there
 */
public record NewConfiguration(DeclaredConfiguration declaration, SortedMap<Region, SortedSet<AccountId>> targets) {
    public NewConfiguration {
        requireNonNull(declaration, "declaration");
        targets = Sorted.copyOf(targets);
    }

    /** The SSM parameters of a Region: one for each target account, if the declaration names one. */
    public SortedSet<SsmParameter> parameters(Region region) {
        SortedSet<SsmParameter> parameters = new TreeSet<>();
        declaration.parameter().ifPresent(name -> targets.get(region)
                .forEach(account -> parameters.add(new SsmParameter(name, account))));
        return parameters;
    }
}
