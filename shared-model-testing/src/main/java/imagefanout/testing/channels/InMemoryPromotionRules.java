package imagefanout.testing.channels;

import imagefanout.model.ResultPage;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromotionRuleRow;
import imagefanout.model.channels.PromotionRules;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.registry.WrittenValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Promotion rules in memory. */
public final class InMemoryPromotionRules implements PromotionRules {
    private final SortedMap<String, Map<String, WrittenValue>> rows = new TreeMap<>();

    /** Writes a row, as an operator does. */
    public InMemoryPromotionRules put(Map<String, WrittenValue> row) {
        rows.put(((WrittenValue.Text) row.get(PromotionRuleRow.CHANNEL)).text(), row);
        return this;
    }

    @Override
    public ResultPage<PromotionRuleRow, String> rows(Optional<String> after) {
        SortedMap<String, Map<String, WrittenValue>> rest =
                after.map(last -> rows.tailMap(last + "\0")).orElse(rows);
        if (rest.isEmpty()) {
            return new ResultPage<>(List.of(), Optional.empty());
        }
        String first = rest.firstKey();
        return new ResultPage<>(List.of(PromotionRuleRow.parse(rest.get(first))), Optional.of(first));
    }

    @Override
    public Optional<PromotionRuleRow> rule(PipelineArn pipeline, ChannelName channel) {
        return Optional.ofNullable(rows.get(PromotionRuleRow.key(pipeline, channel)))
                .map(PromotionRuleRow::parse);
    }
}
