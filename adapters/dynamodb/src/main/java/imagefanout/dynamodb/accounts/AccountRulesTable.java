package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.accounts.RuleRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The schema of {@link DynamoAccountRules}'s table: one row per rule, keyed by its order. */
public final class AccountRulesTable {
    private AccountRulesTable() {}

    /** The request that creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, RuleRow.ORDER);
    }
}
