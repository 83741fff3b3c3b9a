package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromotionRuleRow;
import imagefanout.model.channels.PromotionRules;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads promotion rules from a DynamoDB table with one row per channel that follows another. Operators write this table. */
public final class DynamoPromotionRules implements PromotionRules {
    private final TableAccess table;
    private final RowTable rows;

    public DynamoPromotionRules(DynamoDbClient client, String table, Deadline deadline) {
        this.table = new TableAccess(client, table, PromotionRuleRow.CHANNEL, deadline);
        this.rows = this.table.rows();
    }

    @Override
    public ResultPage<PromotionRuleRow, String> rows(Optional<String> after) {
        return rows.rows("read the promotion rules", after, PromotionRuleRow::parse);
    }

    @Override
    public Optional<PromotionRuleRow> rule(PipelineArn pipeline, ChannelName channel) {
        String key = PromotionRuleRow.key(pipeline, channel);
        return table.inTable(
                "read the promotion rule of " + key,
                () -> rows.stored(key).map(RowTable::written).map(PromotionRuleRow::parse));
    }
}
