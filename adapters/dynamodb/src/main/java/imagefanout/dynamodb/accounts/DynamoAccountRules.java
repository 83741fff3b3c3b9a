package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.KnownRegions;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountRules;
import imagefanout.model.accounts.RuleRow;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the rules from a DynamoDB table with one row per rule, keyed by its order. Operators write this table. */
public final class DynamoAccountRules implements AccountRules {
    private final RowTable rows;

    public DynamoAccountRules(DynamoDbClient client, String table, Deadline deadline) {
        this.rows = new TableAccess(client, table, RuleRow.ORDER, deadline).rows();
    }

    @Override
    public ResultPage<RuleRow, String> rows(Optional<String> after) {
        return rows.rows("read the rules of accounts", after, row -> RuleRow.parse(row, KnownRegions.REGIONS));
    }
}
