package imagefanout.model.registry;

import imagefanout.model.Sorted;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the import notes in a row that it manages: why the row is as it is.
 *
 * @param groupRules the rules that give each group: {@code 10, 20}
 * @param regionsRule the rule that gives the Regions; empty: none does
 * @param tags of the account, those that rules ask for, as last read
 */
public record ImportedRow(
        SortedMap<String, String> groupRules, Optional<String> regionsRule, SortedMap<String, String> tags) {
    public ImportedRow {
        groupRules = Sorted.copyOf(groupRules);
        tags = Sorted.copyOf(tags);
    }
}
