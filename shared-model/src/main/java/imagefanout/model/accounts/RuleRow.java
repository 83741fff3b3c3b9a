package imagefanout.model.accounts;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RowReader;
import imagefanout.model.registry.WrittenValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A row of the rules' table: a rule, or a row that cannot be read as one. */
public sealed interface RuleRow permits AccountRule, BadRule {
    String ORDER = "order";
    String MATCH = "match";
    String GROUPS = "groups";
    String REGIONS = "regions";

    /** Only explains the rule to people. */
    String DESCRIPTION = "description";

    /**
     * Parses a row as it was written, by attribute. An invalid row becomes a bad rule, never an exception.
     *
     * @param existing the Regions that exist
     */
    static RuleRow parse(Map<String, WrittenValue> written, Set<Region> existing) {
        RowReader row = new RowReader(written);
        Optional<Integer> order = row.required(ORDER, RuleRow::order);
        SortedMap<String, String> conditions = row.pairs(MATCH);
        SortedSet<Group> groups = row.several(GROUPS, Group::new).orElseGet(TreeSet::new);
        Optional<SortedSet<Region>> regions = row.several(REGIONS, text -> Region.oneOf(existing, text));
        written.keySet().stream()
                .filter(attribute ->
                        !Set.of(ORDER, MATCH, GROUPS, REGIONS, DESCRIPTION).contains(attribute))
                .sorted()
                .forEach(attribute -> row.problem(attribute + " is not an attribute of a rule"));
        if (regions.filter(SortedSet::isEmpty).isPresent()) {
            row.problem(REGIONS + " is empty: remove the attribute if the rule does not decide the Regions");
        }
        if (groups.isEmpty() && regions.isEmpty()) {
            row.problem("it gives neither " + GROUPS + " nor " + REGIONS);
        }
        Optional<RuleMatch> match = row.parsed(MATCH, conditions, RuleMatch::parse);
        return row.problems().isEmpty()
                ? new AccountRule(order.orElseThrow(), match.orElseThrow(), groups, regions)
                : new BadRule(row.title(ORDER), row.problems());
    }

    private static int order(String text) {
        if (!text.matches("0|[1-9][0-9]{0,8}")) {
            throw new MalformedException("a whole number of at most 9 digits without leading zeros", text);
        }
        return Integer.parseInt(text);
    }
}
