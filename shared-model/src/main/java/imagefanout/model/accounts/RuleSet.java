package imagefanout.model.accounts;

import imagefanout.model.Sorted;
import imagefanout.model.identity.Region;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.registry.Group;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All rules, in their order. */
final class RuleSet {
    private final List<AccountRule> rules;

    RuleSet(Collection<AccountRule> rules) {
        this.rules = rules.stream()
                .sorted(Comparator.comparingInt(AccountRule::order))
                .toList();
    }

    /**
     * What an account gets.
     *
     * @param groups the rules that give each group
     * @param regionsRule the first rule that has Regions
     * @param rules all that match
     */
    record Grant(
            SortedMap<Group, String> groups,
            Optional<SortedSet<Region>> regions,
            Optional<String> regionsRule,
            SortedSet<Integer> rules) {
        Grant {
            groups = Sorted.copyOf(groups);
            regions = regions.map(Sorted::copyOf);
            rules = Sorted.copyOf(rules);
        }
    }

    Grant grant(OrganizationAccount account, Map<String, String> tags) {
        List<AccountRule> matching = rules.stream()
                .filter(rule -> rule.match().matches(account, tags))
                .toList();
        SortedMap<Group, String> groups = new TreeMap<>();
        for (AccountRule rule : matching) {
            rule.groups().forEach(group -> groups.merge(group, "" + rule.order(), (some, one) -> some + ", " + one));
        }
        Optional<AccountRule> withRegions =
                matching.stream().filter(rule -> rule.regions().isPresent()).findFirst();
        return new Grant(
                groups,
                withRegions.flatMap(AccountRule::regions),
                withRegions.map(rule -> "" + rule.order()),
                new TreeSet<>(matching.stream().map(AccountRule::order).toList()));
    }

    /** The keys of the tags that rules ask for. */
    SortedSet<String> tagKeys() {
        return rules.stream()
                .flatMap(rule -> rule.match().tag().stream())
                .map(RuleMatch.TagCondition::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    SortedSet<Integer> orders() {
        return new TreeSet<>(rules.stream().map(AccountRule::order).toList());
    }
}
