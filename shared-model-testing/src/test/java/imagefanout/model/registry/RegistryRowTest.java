package imagefanout.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryRowTest {
    private static final Group PROD = new Group("prod");
    private static final Group SANDBOX = new Group("sandbox");

    @Test
    void readsARowWithOnlyIdAndStatus() {
        RegistryRow row = parse(row());

        assertThat(row)
                .isEqualTo(RegisteredAccount.of(
                        new AccountId("111111111111"), AccountStatus.ACTIVE, Set.of(), Optional.empty()));
    }

    @Test
    void readsWhatItWrites() {
        RegisteredAccount account = new RegisteredAccount(
                new AccountId("111111111111"),
                AccountStatus.PENDING_CLOSURE,
                new TreeSet<>(Set.of(PROD, SANDBOX)),
                Optional.of(new TreeSet<>(Set.of(new Region("eu-west-1")))),
                Optional.of("Team A"),
                Optional.of("yesterday"),
                Optional.of(new Audience.Organization("arn:aws:organizations::123456789012:organization/o-abcdefghij")),
                Optional.of(Set.of()),
                Optional.empty(),
                List.of());

        assertThat(parse(account.written())).isEqualTo(account);
    }

    @Test
    void changesOnlyGroupsAndRegions() {
        RegisteredAccount account = RegisteredAccount.of(
                new AccountId("111111111111"), AccountStatus.PENDING, Set.of(SANDBOX), Optional.empty());

        assertThat(account.with(new TreeSet<>(Set.of(PROD)), Optional.empty()))
                .isEqualTo(RegisteredAccount.of(account.id(), AccountStatus.PENDING, Set.of(PROD), Optional.empty()));
    }

    @Test
    void countsADuplicateOnce() {
        RegistryRow row = parse(row("groups", texts("prod", "prod"), "regions", texts("eu-west-1", "eu-west-1")));

        assertThat(((RegisteredAccount) row).groups()).containsExactly(PROD);
        assertThat(((RegisteredAccount) row).regions().orElseThrow()).containsExactly(new Region("eu-west-1"));
    }

    @Test
    void ignoresAttributesThatItDoesNotKnow() {
        assertThat(parse(row("costCentre", new WrittenValue.Other("a number")))).isInstanceOf(RegisteredAccount.class);
    }

    @Test
    void acceptsAnyTextAsTimeOfUpdate() {
        assertThat(parse(row("updatedAt", new WrittenValue.Other("a number")))).isInstanceOf(RegisteredAccount.class);
    }

    @ParameterizedTest
    @EnumSource(AccountStatus.class)
    void knowsEveryStatus(AccountStatus status) {
        RegisteredAccount account = (RegisteredAccount) parse(row("status", text(status.name())));

        assertThat(account.status()).isEqualTo(status);
        assertThat(account.status().isActive()).isEqualTo(status == AccountStatus.ACTIVE);
        assertThat(account.warnings()).hasSize(status == AccountStatus.UNKNOWN ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "active, ACTIVE",
        "' Active ', ACTIVE",
        "suspended, SUSPENDED",
        "Pending_Closure, PENDING_CLOSURE",
        "pending closure, PENDING_CLOSURE",
        "PendingClosure, PENDING_CLOSURE",
        "PENDING-ACTIVATION, PENDING_ACTIVATION",
        "Closed, CLOSED",
        "pending, PENDING"
    })
    void readsAStatusInAnyCase(String written, AccountStatus status) {
        RegisteredAccount account = (RegisteredAccount) parse(row("status", text(written)));

        assertThat(account.status()).isEqualTo(status);
        assertThat(account.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GONE", "QUARANTINED", "on hold", "ACTIV"})
    void warnsOfAStatusThatItDoesNotKnow(String status) {
        RegisteredAccount account = (RegisteredAccount) parse(row("status", text(status), "groups", texts("prod")));

        assertThat(account.status()).isEqualTo(AccountStatus.UNKNOWN);
        assertThat(account.status().isActive()).isFalse();
        assertThat(account.warnings()).singleElement().asString().contains("status \"" + status + "\" is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void refusesAnEmptyStatus(String status) {
        BadRow bad = bad(row("status", text(status), "groups", texts("prod")));

        assertThat(bad.problems()).singleElement().asString().contains("status: invalid value");
        assertThat(bad.groups()).contains(new TreeSet<>(Set.of(PROD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "updatedAt", "organizationArn", "organizationalUnitArns"})
    void onlyWarnsOfWhatDecidesNothing(String attribute) {
        for (String type : List.of("null", "a number", "a list of other values than strings")) {
            RegisteredAccount account =
                    (RegisteredAccount) parse(row(attribute, new WrittenValue.Other(type), "groups", texts("prod")));

            assertThat(account.groups()).containsExactly(PROD);
            assertThat(account.name()).isEmpty();
            assertThat(account.organization()).isEmpty();
            assertThat(account.organizationalUnits()).isEmpty();
            assertThat(account.warnings()).singleElement().asString().startsWith(attribute + " is " + type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "1234567890123", "12345678901x", "", "１２３４５６７８９０１２"})
    void refusesAnInvalidAccountId(String id) {
        BadRow bad = bad(row("accountId", text(id)));

        assertThat(bad.name()).isEqualTo(id);
        assertThat(bad.toString()).contains("\"" + id + "\"", "accountId: invalid value", "expected an account ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"europe", "eu-wset-1", "eu-west-11"})
    void refusesAnInvalidRegion(String region) {
        assertThat(bad(row("regions", texts("eu-west-1", region))).problems())
                .singleElement()
                .asString()
                .contains("regions: invalid value", region);
    }

    @Test
    void refusesAnEmptyListOfRegions() {
        assertThat(bad(row("regions", texts())).toString()).contains("regions is empty");
    }

    @Test
    void refusesRegionsOfTheWrongTypeOnce() {
        assertThat(bad(row("regions", new WrittenValue.Other("a number"))).problems())
                .containsExactly("regions is a number: expected a set or list of texts");
    }

    @Test
    void saysWhatAValueOfTheWrongTypeIs() {
        assertThat(bad(row("groups", text("prod"))).problems())
                .containsExactly("groups is a text: expected a set or list of texts");
        assertThat(bad(row("groups", new WrittenValue.Numeral("7"))).problems())
                .containsExactly("groups is a number: expected a set or list of texts");
        assertThat(bad(row("groups", new WrittenValue.Pairs(Map.of()))).problems())
                .containsExactly("groups is a map of texts: expected a set or list of texts");
        assertThat(bad(row("status", texts("ACTIVE"))).problems())
                .containsExactly("status is a set or list of texts: expected a text");
    }

    @Test
    void namesEveryProblemAtOnce() {
        BadRow bad = bad(Map.of("groups", texts("no group"), "name", texts("x")));

        assertThat(bad.name()).isEqualTo("(no accountId)");
        assertThat(bad.problems()).hasSize(3);
    }

    @Test
    void knowsNoGroupsOfARowWithAnUnreadableOne() {
        assertThat(bad(row("groups", texts("prod", "not a group"))).groups()).isEmpty();
        assertThat(bad(row("groups", text("prod"))).groups()).isEmpty();
        assertThat(bad(row("groups", new WrittenValue.Other("nothing"))).groups())
                .isEmpty();
    }

    @Test
    void concernsTheGroupsThatItNamesOrAllOfThem() {
        BadRow named = new BadRow("x", Optional.of(new TreeSet<>(Set.of(PROD))), List.of("bad"));
        BadRow unreadable = new BadRow("x", Optional.empty(), List.of("bad"));

        assertThat(named.concerns(Set.of(PROD, SANDBOX))).isTrue();
        assertThat(named.concerns(Set.of(SANDBOX))).isFalse();
        assertThat(unreadable.concerns(Set.of(SANDBOX))).isTrue();
    }

    @Test
    void onlyWarnsOfAnInvalidAudience() {
        RegisteredAccount organization = (RegisteredAccount) parse(row("organizationArn", text("o-abc")));
        RegisteredAccount units = (RegisteredAccount) parse(row(
                "organizationalUnitArns",
                texts("ou-abc", "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-12345678")));

        assertThat(organization.warnings()).singleElement().asString().contains("organizationArn", "o-abc");
        assertThat(organization.organization()).isEmpty();
        // Half of the units would say that the account is in no other.
        assertThat(units.warnings()).singleElement().asString().contains("organizationalUnitArns", "ou-abc");
        assertThat(units.organizationalUnits()).isEmpty();
    }

    private static BadRow bad(Map<String, WrittenValue> row) {
        return (BadRow) parse(row);
    }

    private static RegistryRow parse(Map<String, WrittenValue> row) {
        return RegistryRow.parse(row, Set.of(new Region("eu-west-1")));
    }

    private static Map<String, WrittenValue> row() {
        return Map.of("accountId", text("111111111111"), "status", text("ACTIVE"));
    }

    private static Map<String, WrittenValue> row(String attribute, WrittenValue value) {
        Map<String, WrittenValue> row = new HashMap<>(row());
        row.put(attribute, value);
        return row;
    }

    private static Map<String, WrittenValue> row(
            String attribute, WrittenValue value, String other, WrittenValue otherValue) {
        Map<String, WrittenValue> row = row(attribute, value);
        row.put(other, otherValue);
        return row;
    }

    private static WrittenValue text(String text) {
        return new WrittenValue.Text(text);
    }

    private static WrittenValue texts(String... texts) {
        return new WrittenValue.Texts(List.of(texts));
    }
}
