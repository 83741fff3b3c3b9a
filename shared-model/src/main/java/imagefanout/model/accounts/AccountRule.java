package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A rule that gives accounts groups, or Regions, or both.
 *
 * @param order names the rule; lower ones come first
 * @param regions where the accounts want their copies; empty: the rule does not decide that
 */
public record AccountRule(int order, RuleMatch match, SortedSet<Group> groups, Optional<SortedSet<Region>> regions)
        implements RuleRow {
    public AccountRule {
        requireNonNull(match, "match");
        groups = Sorted.copyOf(groups);
        regions = regions.map(Sorted::copyOf);
    }
}
