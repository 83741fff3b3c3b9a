package imagefanout.model.accounts;

import static imagefanout.model.accounts.AccountRulesFixture.account;
import static imagefanout.model.accounts.AccountRulesFixture.row;
import static imagefanout.model.accounts.AccountRulesFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.WrittenValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRuleTest {
    private static final List<String> PROD = List.of("prod");

    @ParameterizedTest
    @CsvSource({
        "/, '', true",
        "/, Workloads, false",
        "/**, '', true",
        "/**, Workloads/Prod, true",
        "/Workloads, Workloads, true",
        "/Workloads, Workloads/Prod, false",
        "/Workloads, workloads, false",
        "/Workloads/Prod, Workloads, false",
        "/Workloads/**, Workloads, true",
        "/Workloads/**, Workloads/Prod/Eu, true",
        "/Workloads/**, Sandbox/Workloads, false",
        "/**/Prod, Prod, true",
        "/**/Prod, Workloads/Eu/Prod, true",
        "/**/Prod, Workloads/Prod/Eu, false",
        "/**/Prod/**, Workloads/Prod/Eu, true",
        "/*/Prod, Workloads/Prod, true",
        "/*/Prod, Prod, false",
        "/Work*/P*d, Workloads/Prod, true",
        "/Work*, Sandbox, false",
        "/Workloads/ou-abcd-00000002, Workloads/Renamed, true",
        "/ou-abcd-00000002, Workloads, false",
        "/Work.oads, Workloads, false",
    })
    void matchesUnits(String pattern, String path, boolean matches) {
        OrganizationAccount account = path.isEmpty() ? account("a") : account("a", path.split("/"));

        assertThat(UnitPattern.parse(pattern).matches(account.path())).isEqualTo(matches);
    }

    @Test
    void matchesATagByKeyAndValue() {
        Map<String, String> tags = Map.of("env", "prod", "tier", "");

        assertThat(matches("tag", "env=prod", tags)).isTrue();
        assertThat(matches("tag", "env=pr*", tags)).isTrue();
        assertThat(matches("tag", "env", tags)).isTrue();
        assertThat(matches("tag", "tier=", tags)).isTrue();
        assertThat(matches("tag", "env=test", tags)).isFalse();
        assertThat(matches("tag", "env=", tags)).isFalse();
        assertThat(matches("tag", "owner", tags)).isFalse();
        assertThat(matches("tag", "owner=a", tags)).isFalse();
    }

    @Test
    void matchesANameAndAccountIds() {
        assertThat(matches("name", "team-*", Map.of())).isTrue();
        assertThat(matches("name", "team", Map.of())).isFalse();
        assertThat(matches("accountIds", "222222222222, 111111111111", Map.of()))
                .isTrue();
        assertThat(matches("accountIds", "222222222222", Map.of())).isFalse();
    }

    @Test
    void needsEveryConditionOfTheRule() {
        OrganizationAccount account = account("team-a", "Workloads");
        for (String wrong : List.of("unit", "tag", "name", "accountIds")) {
            Map<String, String> match = new TreeMap<>(
                    Map.of("unit", "/Workloads", "tag", "env", "name", "team-a", "accountIds", "111111111111"));
            assertThat(rule("1", match, PROD).match().matches(account, Map.of("env", "a")))
                    .isTrue();

            match.put(wrong, wrong.equals("unit") ? "/Other" : wrong.equals("accountIds") ? "222222222222" : "other");

            assertThat(rule("1", match, PROD).match().matches(account, Map.of("env", "a")))
                    .isFalse();
        }
    }

    private static boolean matches(String condition, String value, Map<String, String> tags) {
        return rule("1", Map.of(condition, value), PROD).match().matches(account("team-a", "Workloads"), tags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "01", "1.5", "ten", "1234567890"})
    void rejectsAnOrderThatIsNoWholeNumber(String order) {
        assertThat(problems(row(order, Map.of("name", "*"), PROD, List.of()))).contains("order");
    }

    @ParameterizedTest
    @CsvSource({
        "unit, ''",
        "unit, Workloads",
        "unit, /Workloads/",
        "unit, //",
        "unit, /Workloads//Prod",
        "tag, ''",
        "tag, =prod",
        "name, ''",
        "accountIds, ''",
        "accountIds, 12345",
        "units, /Workloads",
    })
    void rejectsAConditionThatCannotBeRead(String condition, String value) {
        assertThat(problems(row("1", Map.of(condition, value), PROD, List.of())))
                .contains("match");
    }

    @Test
    void rejectsARuleThatMatchesOrGivesNothing() {
        assertThat(problems(row("1", Map.of(), PROD, List.of()))).contains("match");
        assertThat(problems(row("1", Map.of("name", "*"), List.of(), List.of())))
                .contains("groups", "regions");
        assertThat(problems(row("1", Map.of("name", "*"), PROD, List.of("eu-wset-1"))))
                .contains("eu-wset-1");
    }

    @Test
    void rejectsAnAttributeThatNoRuleHas() {
        RuleRow misspelt = RuleRow.parse(
                Map.of(
                        "order", new WrittenValue.Text("1"),
                        "match", new WrittenValue.Pairs(Map.of("name", "*")),
                        "groups", new WrittenValue.Texts(PROD),
                        "region", new WrittenValue.Texts(List.of("us-east-1"))),
                AccountRulesFixture.REGIONS);

        assertThat(problems(misspelt)).contains("region is not an attribute");
    }

    @Test
    void rejectsAnEmptyListOfRegions() {
        RuleRow empty = RuleRow.parse(
                Map.of(
                        "order", new WrittenValue.Text("1"),
                        "match", new WrittenValue.Pairs(Map.of("name", "*")),
                        "groups", new WrittenValue.Texts(PROD),
                        "description", new WrittenValue.Text("all"),
                        "regions", new WrittenValue.Texts(List.of())),
                AccountRulesFixture.REGIONS);

        assertThat(problems(empty)).contains("regions is empty").doesNotContain("description");
    }

    private static String problems(RuleRow row) {
        assertThat(row).isInstanceOf(BadRule.class);
        return row.toString();
    }

    @Test
    void unitesTheGroupsOfAllMatchingRulesAndTakesTheFirstRegions() {
        RuleSet rules = new RuleSet(List.of(
                rule("30", Map.of("name", "*"), List.of("all"), "us-east-1"),
                rule("9", Map.of("name", "team-*"), List.of("team", "all")),
                rule("20", Map.of("unit", "/**"), List.of(), "eu-west-1"),
                rule("40", Map.of("name", "other"), List.of("other"), "us-east-1")));

        RuleSet matching = rules.matching(account("team-a"), Map.of());

        assertThat(matching.groups()).isEqualTo(Map.of(new Group("all"), "9, 30", new Group("team"), "9"));
        assertThat(matching.regionsRule().orElseThrow().regions().orElseThrow())
                .extracting(Object::toString)
                .containsExactly("eu-west-1");
        assertThat(matching.regionsRule().orElseThrow().order()).isEqualTo(20);
        assertThat(matching.orders()).containsExactly(9, 20, 30);
        assertThat(rules.orders()).containsExactly(9, 20, 30, 40);
    }

    @Test
    void knowsWhichTagsTheRulesAskFor() {
        RuleSet rules = new RuleSet(List.of(
                rule("1", Map.of("tag", "env=prod"), PROD),
                rule("2", Map.of("tag", "tier"), PROD),
                rule("3", Map.of("name", "*"), PROD)));

        assertThat(rules.tagKeys()).containsExactly("env", "tier");
    }
}
