package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A declared configuration with the accounts that it starts with.
 *
 * @param targets of every declared Region; none: the AMI goes to the build account there
 */
public record NewConfiguration(DeclaredConfiguration declaration, SortedMap<Region, SortedSet<AccountId>> targets) {
    public NewConfiguration {
        requireNonNull(declaration, "declaration");
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    }
}
