package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOX;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.seed.SeedOutcome;
import imagefanout.model.seed.SeedRegistry;
import imagefanout.model.seed.SeedReport;
import imagefanout.model.seed.SeededAccount;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SeedRegistryTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void leavesNothingToSyncAfterAdoptingAConfiguration() {
        fixture.configure(
                EVERYWHERE,
                Optional.of("prod"),
                new TreeMap<>(Map.of(HOME, accounts(0, 30), EU, accounts(10, 20))),
                List.of());

        SeedReport seeded = seed(Mode.APPLY);
        SyncReport synced = fixture.sync();

        assertThat(seeded.accounts()).hasSize(30).allMatch(row -> row.outcome() == SeedOutcome.ADDED);
        assertThat(InMemorySync.of(synced, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void writesRegionsOnlyForAnAccountThatIsNotInAllOfThem() {
        fixture.configure(
                EVERYWHERE,
                Optional.of("prod sandbox"),
                new TreeMap<>(Map.of(HOME, accounts(0, 2), EU, accounts(1, 2))),
                List.of());

        seed(Mode.APPLY);

        assertThat(fixture.registry.account(account(0)))
                .contains(RegisteredAccount.of(
                        account(0), AccountStatus.ACTIVE, Set.of(PROD), Optional.of(new TreeSet<>(Set.of(HOME)))));
        assertThat(fixture.registry.account(account(1)))
                .contains(RegisteredAccount.of(account(1), AccountStatus.ACTIVE, Set.of(PROD), Optional.empty()));
    }

    @Test
    void writesTheRequestedGroup() {
        fixture.configure(EVERYWHERE, "prod sandbox", accounts(0, 1));

        fixture.seedRegistry().seed(EVERYWHERE, Optional.of(SANDBOX), Mode.APPLY);

        assertThat(fixture.registry.account(account(0)))
                .contains(RegisteredAccount.of(account(0), AccountStatus.ACTIVE, Set.of(SANDBOX), Optional.empty()));
    }

    @Test
    void reportsButWritesNothingInADryRun() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        SeedReport seeded = seed(Mode.DRY_RUN);

        assertThat(seeded.accounts()).extracting(SeededAccount::account).containsExactlyElementsOf(accounts(0, 3));
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).isEmpty();
        assertThat(fixture.ledger.isSeeding(EVERYWHERE)).isFalse();
    }

    @Test
    void makesNoSurpriseOfAccountsThatTheConfigurationHas() {
        fixture.active(SANDBOX, accounts(7, 8));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.sync();
        fixture.active(PROD, accounts(8, 9));

        seed(Mode.APPLY);

        assertThat(fixture.sync().firstSeen()).isEqualTo(accounts(8, 9));
    }

    @Test
    void changesNothingTheSecondTime() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        seed(Mode.APPLY);

        SeedReport again = seed(Mode.APPLY);

        assertThat(again.accounts()).allMatch(row -> row.outcome() == SeedOutcome.ALREADY_PRESENT);
    }

    @Test
    void addsGroupsAndRegionsToAnExistingRow() {
        fixture.registry.put(RegisteredAccount.of(
                account(0), AccountStatus.ACTIVE, Set.of(SANDBOX), Optional.of(new TreeSet<>(Set.of(EU)))));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts().get(0).outcome()).isEqualTo(SeedOutcome.EXTENDED);
        assertThat(fixture.registry.account(account(0)))
                .contains(RegisteredAccount.of(
                        account(0),
                        AccountStatus.ACTIVE,
                        Set.of(PROD, SANDBOX),
                        Optional.of(new TreeSet<>(Set.of(HOME, EU)))));
    }

    @Test
    void doesNotChangeTheRowOfAnInactiveAccount() {
        fixture.put(account(0), AccountStatus.SUSPENDED, PROD);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts().get(0).outcome()).isEqualTo(SeedOutcome.SKIPPED);
        assertThat(seeded.accounts().get(0).note()).contains("SUSPENDED");
    }

    @Test
    void skipsARowWhoseStatusIsNotKnown() {
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(0).value()),
                "status", new WrittenValue.Text("QUARANTINED"),
                "groups", new WrittenValue.Texts(List.of("sandbox"))));
        Optional<RegistryRow> before = fixture.registry.account(account(0));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts().get(0).outcome()).isEqualTo(SeedOutcome.SKIPPED);
        assertThat(seeded.accounts().get(0).note())
                .isEqualTo("its status is not known: a sync neither adds nor removes it");
        assertThat(fixture.registry.account(account(0))).isEqualTo(before);
    }

    @Test
    void warnsOfAnAccountThatASyncAddsToMoreRegionsThanItIsIn() {
        fixture.active(SANDBOX, accounts(0, 2));
        fixture.registry.put(RegisteredAccount.of(
                account(2), AccountStatus.ACTIVE, Set.of(PROD), Optional.of(new TreeSet<>(Set.of(HOME)))));
        fixture.configure(
                EVERYWHERE,
                Optional.of("prod"),
                new TreeMap<>(Map.of(HOME, accounts(0, 3), EU, accounts(1, 2))),
                List.of());

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts())
                .extracting(SeededAccount::note)
                .containsExactly("its row asks for all Regions: a sync adds it to the others", "", "");
    }

    @Test
    void triesFiveTimesWhileOthersWriteTheRow() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport fifth = seedWhileOthersWrite(4);
        SeedReport given = seedWhileOthersWrite(5);

        assertThat(fifth.accounts()).extracting(SeededAccount::outcome).containsExactly(SeedOutcome.ADDED);
        assertThat(given.accounts()).isEmpty();
        assertThat(given.failures())
                .singleElement()
                .asString()
                .contains("someone else changed the row of " + account(0) + " 5 times in a row");
    }

    @Test
    void doesNotChangeARowThatTheImportManages() {
        Map<String, WrittenValue> row =
                new HashMap<>(RegisteredAccount.of(account(0), AccountStatus.ACTIVE, Set.of(SANDBOX), Optional.empty())
                        .written());
        row.put("managedBy", new WrittenValue.Text("organizations"));
        fixture.registry.write(row);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts().get(0).outcome()).isEqualTo(SeedOutcome.SKIPPED);
        assertThat(seeded.accounts().get(0).note()).contains("until a rule gives it one of the groups [prod]");
        assertThat(seeded.accounts().get(0).groups()).containsExactly(SANDBOX);
    }

    @Test
    void doesNotChangeABadRow() {
        fixture.registry.write(
                Map.of("accountId", new WrittenValue.Text(account(0).value())));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport seeded = seed(Mode.APPLY);

        assertThat(seeded.accounts().get(0).outcome()).isEqualTo(SeedOutcome.SKIPPED);
        assertThat(seeded.accounts().get(0).note()).contains("status is missing");
    }

    @Test
    void rejectsAConfigurationWithoutTheTag() {
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 1)), List.of());

        SeedReport refused = seed(Mode.APPLY);

        assertThat(refused.failures()).singleElement().asString().contains("image-fanout:groups");
        assertThat(fixture.configurations.reads()).isEmpty();
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).isEmpty();
    }

    @Test
    void rejectsAConfigurationThatLosesItsTagBeforeItIsRead() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));
        // The first read is the list, the second one is the configuration.
        fixture.configurations.beforeRead(() -> fixture.configurations.beforeRead(
                () -> fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 1)), List.of())));

        SeedReport refused = seed(Mode.APPLY);

        assertThat(refused.failures()).singleElement().asString().contains("with the tag image-fanout:groups");
        assertThat(fixture.configurations.reads()).containsExactly(EVERYWHERE);
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).isEmpty();
    }

    @Test
    void rejectsAGroupThatIsNotInTheTag() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));

        SeedReport refused = fixture.seedRegistry().seed(EVERYWHERE, Optional.of(SANDBOX), Mode.APPLY);

        assertThat(refused.failures())
                .containsExactly("group: expected one of the groups in the configuration's tag, [prod]");
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).isEmpty();
    }

    @Test
    void writesNoRowsWhenTheSeedingCannotBeMarked() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 1));
        fixture.ledger.fail();

        SeedReport refused = seed(Mode.APPLY);

        assertThat(refused.failures()).hasSize(1);
        assertThat(RegistrySnapshot.read(fixture.registry).accounts()).isEmpty();
    }

    @Test
    void syncsNoConfigurationWhileItIsHalfSeeded() {
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        SeedRegistry dying = new SeedRegistry(dyingAfterOneRow(), fixture.configurations, fixture.ledger);

        SeedReport half = dying.seed(EVERYWHERE, Optional.empty(), Mode.APPLY);
        SyncReport meanwhile = fixture.sync();
        SeedReport whole = seed(Mode.APPLY);
        SyncReport after = fixture.sync();

        assertThat(half.failures()).hasSize(1);
        assertThat(half.accounts()).hasSize(1);
        assertThat(InMemorySync.of(meanwhile, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(whole.failures()).isEmpty();
        assertThat(InMemorySync.of(after, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void saysWhyAConfigurationHasNoAccountsToSeed() {
        fixture.configure(EVERYWHERE, Optional.of("prod"), Map.of(), List.of());
        SeedReport containersOnly = seed(Mode.APPLY);
        fixture.configure(EVERYWHERE, "prod,sandbox", accounts(0, 1));
        SeedReport malformedTag = seed(Mode.APPLY);

        assertThat(containersOnly.failures()).singleElement().asString().contains("distributes no AMI");
        assertThat(malformedTag.failures())
                .singleElement()
                .asString()
                .contains("its tag image-fanout:groups cannot be read", "prod,sandbox");
        assertThat(fixture.ledger.isSeeding(EVERYWHERE)).isFalse();
    }

    private SeedReport seed(Mode mode) {
        return fixture.seedRegistry().seed(EVERYWHERE, Optional.empty(), mode);
    }

    /** @param times how often someone else writes the row first, and deletes it again */
    private SeedReport seedWhileOthersWrite(int times) {
        fixture.registry.clear();
        int[] tries = {0};
        AccountRegistry registry = registry(account -> ++tries[0] > times && fixture.registry.add(account));
        return new SeedRegistry(registry, fixture.configurations, fixture.ledger)
                .seed(EVERYWHERE, Optional.empty(), Mode.APPLY);
    }

    private AccountRegistry dyingAfterOneRow() {
        int[] rows = {0};
        return registry(account -> {
            if (++rows[0] > 1) {
                throw new StorageException("throttled");
            }
            return fixture.registry.add(account);
        });
    }

    /** The registry, to which rows are added in this way. */
    private AccountRegistry registry(Predicate<RegisteredAccount> add) {
        return new AccountRegistry() {
            @Override
            public boolean add(RegisteredAccount account) {
                return add.test(account);
            }

            @Override
            public Optional<RegistryRow> account(AccountId id) {
                return fixture.registry.account(id);
            }

            @Override
            public ResultPage<RegistryRow, String> rows(Optional<String> after) {
                return fixture.registry.rows(after);
            }

            @Override
            public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ImportMark importMark() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean mark(ImportMark asRead, ImportMark now) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean extend(RegisteredAccount asRead, RegisteredAccount widened) {
                return fixture.registry.extend(asRead, widened);
            }
        };
    }
}
