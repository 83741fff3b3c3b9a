package imagefanout.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every registry of accounts promises. */
public abstract class AccountRegistryContract {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final Group PROD = new Group("prod");
    private static final Group SANDBOX = new Group("sandbox");
    private static final Region US = new Region("us-east-1");

    /** The registry under test, empty at the start of each test. */
    protected abstract AccountRegistry registry();

    /** Writes a row directly into the table, as a person would. */
    protected abstract void write(Map<String, WrittenValue> row);

    /** Limits the number of rows on a page of the registry. */
    protected abstract void rowsPerPage(int count);

    /** The value of an attribute that the registry ignores. */
    protected abstract Optional<String> ignored(AccountId account, String attribute);

    @Test
    void returnsNothingForAnAccountWithoutARow() {
        assertThat(registry().account(ACCOUNT)).isEmpty();
        assertThat(RegistrySnapshot.read(registry()).accounts()).isEmpty();
    }

    @Test
    void readsEveryAttributeOfARow() {
        RegisteredAccount account = new RegisteredAccount(
                ACCOUNT,
                AccountStatus.SUSPENDED,
                new TreeSet<>(Set.of(PROD, SANDBOX)),
                Optional.of(new TreeSet<>(Set.of(US))),
                Optional.of("Team A"),
                Optional.of("2026-01-01T00:00:00Z"),
                Optional.of(new Audience.Organization("arn:aws:organizations::123456789012:organization/o-abcdefghij")),
                Optional.of(Set.of(new Audience.OrganizationalUnit(
                        "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-abcdefgh"))),
                Optional.empty(),
                List.of());
        write(account.written());

        assertThat(registry().account(ACCOUNT)).contains(account);
    }

    @Test
    void needsNoMoreThanIdAndStatus() {
        write(Map.of("accountId", text(ACCOUNT.value()), "status", text("ACTIVE")));

        assertThat(registry().account(ACCOUNT)).contains(account(ACCOUNT));
    }

    @Test
    void reportsABadRowByName() {
        write(Map.of("accountId", text("12345678901"), "status", text("ACTIVE"), "groups", texts("prod")));

        BadRow bad = RegistrySnapshot.read(registry()).badRows().get(0);

        assertThat(bad.name()).isEqualTo("12345678901");
        assertThat(bad.groups()).contains(new TreeSet<>(Set.of(PROD)));
    }

    @Test
    void reportsAnAttributeOfTheWrongType() {
        write(Map.of("accountId", text(ACCOUNT.value()), "status", text("ACTIVE"), "groups", text("prod")));

        BadRow bad = RegistrySnapshot.read(registry()).badRows().get(0);

        assertThat(bad.groups()).isEmpty();
        assertThat(bad.toString()).contains(ACCOUNT.value(), "groups");
    }

    @Test
    void reportsAnInvalidRegion() {
        write(Map.of(
                "accountId", text(ACCOUNT.value()),
                "status", text("ACTIVE"),
                "groups", texts("prod"),
                "regions", texts("us-east-1", "eu-wset-1")));

        BadRow bad = RegistrySnapshot.read(registry()).badRows().get(0);

        assertThat(bad.groups()).contains(new TreeSet<>(Set.of(PROD)));
        assertThat(bad.toString()).contains(ACCOUNT.value(), "regions", "eu-wset-1");
    }

    @Test
    void readsEveryRowOfEveryPage() {
        rowsPerPage(3);
        for (int i = 0; i < 10; i++) {
            write(account(new AccountId("90000000000" + i)).written());
        }

        assertThat(RegistrySnapshot.read(registry()).accounts()).hasSize(10);
    }

    @Test
    void addsARowOnlyOnce() {
        RegisteredAccount first = account(ACCOUNT, PROD);
        RegisteredAccount second = account(ACCOUNT, SANDBOX);

        assertThat(registry().add(first)).isTrue();
        assertThat(registry().add(second)).isFalse();

        assertThat(registry().account(ACCOUNT)).contains(first);
    }

    @Test
    void extendsARowAndKeepsItsOtherAttributes() {
        Map<String, WrittenValue> row = new HashMap<>(account(ACCOUNT, SANDBOX).written());
        row.put("costCentre", text("4711"));
        write(row);
        RegisteredAccount widened = account(ACCOUNT, SANDBOX, PROD);

        assertThat(registry().extend(account(ACCOUNT, SANDBOX), widened)).isTrue();

        assertThat(registry().account(ACCOUNT)).contains(widened);
        assertThat(ignored(ACCOUNT, "costCentre")).contains("4711");
    }

    @Test
    void extendsARowWithoutGroups() {
        write(account(ACCOUNT).written());

        assertThat(registry().extend(account(ACCOUNT), account(ACCOUNT, PROD))).isTrue();

        assertThat(registry().account(ACCOUNT)).contains(account(ACCOUNT, PROD));
    }

    @Test
    void extendsNoRowThatChangedSinceItWasRead() {
        RegisteredAccount suspended =
                RegisteredAccount.of(ACCOUNT, AccountStatus.SUSPENDED, Set.of(SANDBOX), Optional.empty());
        write(suspended.written());

        assertThat(registry().extend(account(ACCOUNT, SANDBOX), account(ACCOUNT, SANDBOX, PROD)))
                .isFalse();

        assertThat(registry().account(ACCOUNT)).contains(suspended);
    }

    @Test
    void replacesAnImportedRowAndKeepsAttributesThatItDoesNotKnow() {
        RegisteredAccount before = imported(AccountStatus.ACTIVE, Optional.of(new TreeSet<>(Set.of(US))), PROD);
        RegisteredAccount after = imported(AccountStatus.LEFT, Optional.empty());
        Map<String, WrittenValue> row = new HashMap<>(before.written());
        row.put("costCentre", text("4711"));
        write(row);

        assertThat(registry().replace(before, after)).isTrue();

        assertThat(registry().account(ACCOUNT)).contains(after);
        assertThat(ignored(ACCOUNT, "costCentre")).contains("4711");
    }

    @Test
    void replacesNoRowThatChangedSinceItWasRead() {
        write(imported(AccountStatus.SUSPENDED, Optional.empty(), PROD).written());

        assertThat(registry()
                        .replace(
                                imported(AccountStatus.ACTIVE, Optional.empty(), PROD),
                                imported(AccountStatus.ACTIVE, Optional.empty())))
                .isFalse();

        assertThat(registry().account(ACCOUNT)).contains(imported(AccountStatus.SUSPENDED, Optional.empty(), PROD));
    }

    @Test
    void replacesNoRowThatPeopleManage() {
        RegisteredAccount byHand = account(ACCOUNT, PROD);
        write(byHand.written());

        assertThat(registry().replace(byHand, imported(AccountStatus.ACTIVE, Optional.empty())))
                .isFalse();

        assertThat(registry().account(ACCOUNT)).contains(byHand);
    }

    @Test
    void takesARowForOneByHandUnlessItSaysOtherwise() {
        for (String manager : List.of("manual", "terraform", "Organizations", "")) {
            Map<String, WrittenValue> row = new HashMap<>(account(ACCOUNT, PROD).written());
            row.put("managedBy", text(manager));
            write(row);

            assertThat(registry().account(ACCOUNT)).contains(account(ACCOUNT, PROD));
        }
    }

    @Test
    void keepsTheMarkOfAnImportApartFromTheRows() {
        ImportMark first = ImportMark.NONE.standing(
                "import-1",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                new TreeMap<>(Map.of(ACCOUNT, Digest.of("row").end())),
                Optional.empty());

        assertThat(registry().importMark()).isEqualTo(ImportMark.NONE);
        assertThat(registry().mark(ImportMark.NONE, first)).isTrue();

        assertThat(registry().importMark()).isEqualTo(first);
        assertThat(RegistrySnapshot.read(registry()).badRows()).isEmpty();
        assertThat(RegistrySnapshot.read(registry()).accounts()).isEmpty();
    }

    @Test
    void marksNothingAfterSomeoneElseDid() {
        ImportMark first = ImportMark.NONE.standing(
                "import-1",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(900),
                new TreeMap<>(),
                Optional.of(Digest.of("plan").end()));
        ImportMark other = ImportMark.NONE.standing(
                "import-2", Instant.EPOCH, Instant.EPOCH.plusSeconds(900), new TreeMap<>(), Optional.empty());
        registry().mark(ImportMark.NONE, first);

        assertThat(registry().mark(ImportMark.NONE, other)).isFalse();
        assertThat(registry().importMark()).isEqualTo(first);
        assertThat(registry().mark(first, first.ended())).isTrue();
        assertThat(registry().importMark()).isEqualTo(first.ended());
    }

    private static RegisteredAccount imported(
            AccountStatus status, Optional<SortedSet<Region>> regions, Group... groups) {
        TreeMap<String, String> rules = new TreeMap<>();
        List.of(groups).forEach(group -> rules.put(group.name(), "10"));
        return new RegisteredAccount(
                ACCOUNT,
                status,
                new TreeSet<>(Set.of(groups)),
                regions,
                Optional.of("team-a"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of()),
                Optional.of(new ImportedRow(rules, regions.map(some -> "10"), new TreeMap<>(Map.of("env", "prod")))),
                List.of());
    }

    private static RegisteredAccount account(AccountId id, Group... groups) {
        return RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(groups), Optional.empty());
    }

    private static WrittenValue text(String text) {
        return new WrittenValue.Text(text);
    }

    private static WrittenValue texts(String... texts) {
        return new WrittenValue.Texts(List.of(texts));
    }
}
