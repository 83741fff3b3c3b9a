package imagefanout.model.accounts;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.registry.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rules and accounts for tests. */
final class AccountRulesFixture {
    static final AccountId ACCOUNT = new AccountId("111111111111");
    static final Set<Region> REGIONS = Set.of(new Region("us-east-1"), new Region("eu-west-1"));

    private AccountRulesFixture() {}

    static OrganizationAccount account(String name, String... units) {
        List<NamedUnit> path = new ArrayList<>();
        for (String unit : units) {
            String arn = "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-%08d".formatted(path.size() + 1);
            path.add(new NamedUnit(new Audience.OrganizationalUnit(arn), unit));
        }
        return new OrganizationAccount(ACCOUNT, name, "ACTIVE", path);
    }

    static RuleRow row(String order, Map<String, String> match, List<String> groups, List<String> regions) {
        Map<String, WrittenValue> row = new TreeMap<>();
        row.put("order", new WrittenValue.Text(order));
        row.put("match", new WrittenValue.Pairs(match));
        if (!groups.isEmpty()) {
            row.put("groups", new WrittenValue.Texts(groups));
        }
        if (!regions.isEmpty()) {
            row.put("regions", new WrittenValue.Texts(regions));
        }
        return RuleRow.parse(row, REGIONS);
    }

    static AccountRule rule(String order, Map<String, String> match, List<String> groups, String... regions) {
        return (AccountRule) row(order, match, groups, List.of(regions));
    }
}
