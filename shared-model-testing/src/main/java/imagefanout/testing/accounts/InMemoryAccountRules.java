package imagefanout.testing.accounts;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.accounts.AccountRules;
import imagefanout.model.accounts.RuleRow;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.WrittenValue;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rules in memory, with failures on demand. */
public final class InMemoryAccountRules implements AccountRules {
    private static final Set<Region> EXISTING = Set.of(new Region("us-east-1"), new Region("eu-west-1"));

    private final NavigableMap<String, Map<String, WrittenValue>> rows = new TreeMap<>();
    private boolean failing;

    /** Writes a row as a person would, valid or not. */
    public void write(Map<String, WrittenValue> row) {
        rows.put(row.get(RuleRow.ORDER) instanceof WrittenValue.Text text ? text.text() : "", Map.copyOf(row));
    }

    /** Writes a rule with one condition and some groups. */
    public void put(int order, String condition, String value, String... groups) {
        write(Map.of(
                RuleRow.ORDER, new WrittenValue.Text("" + order),
                RuleRow.MATCH, new WrittenValue.Pairs(Map.of(condition, value)),
                RuleRow.GROUPS, new WrittenValue.Texts(List.of(groups))));
    }

    public void delete(int order) {
        rows.remove("" + order);
    }

    public void fail() {
        failing = true;
    }

    public void recover() {
        failing = false;
    }

    /** One row per page. */
    @Override
    public ResultPage<RuleRow, String> rows(Optional<String> after) {
        if (failing) {
            throw new StorageException("the rules cannot be read");
        }
        NavigableMap<String, Map<String, WrittenValue>> left =
                after.map(key -> rows.tailMap(key, false)).orElse(rows);
        if (left.isEmpty()) {
            return new ResultPage<>(List.of(), Optional.empty());
        }
        RuleRow first = RuleRow.parse(left.firstEntry().getValue(), EXISTING);
        return new ResultPage<>(List.of(first), left.size() > 1 ? Optional.of(left.firstKey()) : Optional.empty());
    }
}
