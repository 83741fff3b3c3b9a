package imagefanout.dynamodb.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.accounts.AccountRule;
import imagefanout.model.accounts.BadRule;
import imagefanout.model.accounts.RuleRow;
import imagefanout.model.registry.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoAccountRulesTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    @Test
    void readsEveryRuleAndNamesTheBadOnes() {
        String table = DYNAMODB.newTable(RuleRow.ORDER);
        put(
                table,
                Map.of(
                        "order", AttributeValue.fromS("10"),
                        "match", AttributeValue.fromM(Map.of("unit", AttributeValue.fromS("/Workloads/**"))),
                        "groups", AttributeValue.fromSs(List.of("prod"))));
        put(table, Map.of("order", AttributeValue.fromS("20"), "groups", AttributeValue.fromSs(List.of("prod"))));
        DynamoAccountRules rules = new DynamoAccountRules(DYNAMODB.client(), table, Deadline.none());

        List<RuleRow> rows = new ArrayList<>();
        ResultPage.forEach(rules::rows, rows::add);

        assertThat(rows)
                .filteredOn(AccountRule.class::isInstance)
                .singleElement()
                .satisfies(rule -> assertThat(((AccountRule) rule).groups()).containsExactly(new Group("prod")));
        assertThat(rows).filteredOn(BadRule.class::isInstance).singleElement().satisfies(rule -> assertThat(
                        rule.toString())
                .contains("20", "match"));
    }

    private static void put(String table, Map<String, AttributeValue> item) {
        DYNAMODB.client().putItem(put -> put.tableName(table).item(item));
    }
}
