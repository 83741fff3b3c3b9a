package imagefanout.dynamodb.channels;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.channels.PromotionRuleRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The schema of {@link DynamoPromotionRules}'s table: one row per channel that follows another. */
public final class PromotionRulesTable {
    private PromotionRulesTable() {}

    /** The request that creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, PromotionRuleRow.CHANNEL);
    }
}
