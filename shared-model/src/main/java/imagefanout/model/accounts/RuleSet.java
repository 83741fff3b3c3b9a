package imagefanout.model.accounts;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.registry.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rules, in their order. */
record RuleSet(List<AccountRule> rules) {
    RuleSet {
        rules = rules.stream()
                .sorted(Comparator.comparingInt(AccountRule::order))
                .toList();
    }

    /** @throws StorageException when the table or a rule in it cannot be read */
    static RuleSet read(AccountRules rules) {
        List<AccountRule> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        ResultPage.<RuleRow, String>forEach(rules::rows, row -> {
            if (row instanceof AccountRule rule) {
                good.add(rule);
            } else {
                bad.add(row.toString());
            }
        });
        if (!bad.isEmpty()) {
            throw new StorageException(String.join("; ", bad));
        }
        return new RuleSet(good);
    }

    /** Those that match the account. What they give is what it gets. */
    RuleSet matching(OrganizationAccount account, Map<String, String> tags) {
        return new RuleSet(rules.stream()
                .filter(rule -> rule.match().matches(account, tags))
                .toList());
    }

    /** Each group with the rules that give it: {@code 10, 20}. */
    SortedMap<Group, String> groups() {
        SortedMap<Group, String> groups = new TreeMap<>();
        for (AccountRule rule : rules) {
            rule.groups().forEach(group -> groups.merge(group, "" + rule.order(), (some, one) -> some + ", " + one));
        }
        return groups;
    }

    /** The first rule that decides the Regions. */
    Optional<AccountRule> regionsRule() {
        return rules.stream().filter(rule -> rule.regions().isPresent()).findFirst();
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
