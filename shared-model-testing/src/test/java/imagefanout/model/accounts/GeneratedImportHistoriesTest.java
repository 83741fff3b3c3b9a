package imagefanout.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Deadline;
import imagefanout.model.Sorted;
import imagefanout.model.StorageException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Generated organizations and histories: accounts are created, invited, moved, suspended, closed and removed, units are renamed, tags
 * and rules change, people write rows, reads break off anywhere, writes fail or lose their answer, imports are killed anywhere or
 * undone, events come late, syncs run at any moment, and imports begin at any moment of a sync.
 *
 * <p>By default {@value #DEFAULT_HISTORIES} of them; with the profile {@code exhaustive}, 10,000.
 */
class GeneratedImportHistoriesTest {
    private static final int DEFAULT_HISTORIES = 100;
    private static final int HISTORIES = Integer.getInteger("import.histories", DEFAULT_HISTORIES);
    private static final int STEPS = 40;
    private static final List<String> UNITS =
            List.of("/", "/Workloads", "/Workloads/Prod", "/Workloads/Prod/Eu", "/Workloads/Test", "/Sandbox");
    private static final String UNKNOWN_STATE = "A_NEW_STATE";
    private static final List<String> STATES =
            List.of("PENDING_ACTIVATION", "ACTIVE", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED", UNKNOWN_STATE);

    @Test
    void keepEveryPromise() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    private static final class History {
        private final long seed;
        private final Random random;
        private final ImportWorld world = new ImportWorld();
        private final Map<AccountId, RegisteredAccount> byHand = new HashMap<>();
        private int created;
        private boolean importing;

        private History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        private void run() {
            begin();
            for (int step = 0; step < STEPS; step++) {
                change();
                if (random.nextInt(3) == 0) {
                    importDisturbed();
                }
                if (random.nextInt(4) == 0) {
                    syncChecked();
                }
                if (random.nextInt(10) == 0) {
                    world.approve();
                }
                if (random.nextInt(12) == 0) {
                    undoDisturbed();
                }
                checkRowsByHand();
            }
            settle();
            checkEnd();
        }

        private void begin() {
            world.rules.put(10, "unit", "/Workloads/Prod/**", "prod");
            world.rules.put(20, "unit", "/Workloads/**", "workloads");
            world.rules.put(30, "tag", "env=prod", "prod", "tagged");
            world.rules.put(40, "name", "team-1*", "ones");
            int accounts = 5 + random.nextInt(random.nextBoolean() ? 20 : 120);
            for (int i = 0; i < accounts; i++) {
                create();
            }
            for (int i = 0; i < 3; i++) {
                AccountId id = new AccountId("%012d".formatted(i % 2 == 0 ? i + 1 : 900_000 + i));
                RegisteredAccount row =
                        RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(new Group("prod")), Optional.empty());
                byHand.put(id, row);
                world.registry.put(row);
            }
            world.configure(byHand.keySet());
        }

        private void create() {
            AccountId id = new AccountId("%012d".formatted(++created));
            world.organization.put(id, "team-" + created, "ACTIVE", pick(UNITS));
            if (random.nextInt(4) == 0) {
                world.organization.tag(id, "env", "prod");
            }
        }

        private void change() {
            AccountId id = anAccount();
            switch (random.nextInt(14)) {
                case 0, 1 -> create();
                case 2, 3 -> world.organization.move(id, pick(UNITS));
                case 4 -> world.organization.state(id, pick(STATES));
                case 5 -> world.organization.remove(id);
                case 6 ->
                    world.organization.rename(pick(UNITS.subList(1, 3)), random.nextBoolean() ? "Prod" : "Renamed");
                case 7 -> world.organization.tag(id, "env", random.nextBoolean() ? "prod" : "test");
                case 8 -> world.organization.untag(id, "env");
                case 9 -> world.wait(Duration.ofHours(random.nextInt(30)));
                case 10 -> changeRules();
                case 11 -> writeByHand(id);
                case 12 -> handOver();
                default -> world.organization.put(id, "team-invited", "ACTIVE", pick(UNITS));
            }
        }

        private AccountId anAccount() {
            return new AccountId("%012d".formatted(1 + random.nextInt(created)));
        }

        private void changeRules() {
            if (random.nextBoolean()) {
                world.rules.put(20, "unit", "/Workloads/**", random.nextBoolean() ? "workloads" : "prod");
            } else {
                world.rules.delete(20);
            }
        }

        /** A person writes a row, which may be one that the import has managed until now. */
        private void writeByHand(AccountId id) {
            RegisteredAccount row = RegisteredAccount.of(
                    id,
                    random.nextBoolean() ? AccountStatus.ACTIVE : AccountStatus.SUSPENDED,
                    Set.of(new Group(random.nextBoolean() ? "prod" : "mine")),
                    Optional.empty());
            byHand.put(id, row);
            world.registry.put(row);
        }

        /** A person lets the import manage a row. */
        private void handOver() {
            AccountId id = pick(List.copyOf(new TreeSet<>(byHand.keySet())));
            if (byHand.size() > 1) {
                RegisteredAccount row = byHand.remove(id);
                Map<String, WrittenValue> written = new HashMap<>(row.written());
                written.put(RegistryRow.MANAGED_BY, new WrittenValue.Text(RegistryRow.ORGANIZATIONS));
                world.registry.write(written);
            }
        }

        private void importDisturbed() {
            Map<AccountId, RegisteredAccount> before = rows();
            breakAReading();
            int[] calls = {0};
            int endAt = random.nextInt(2) == 0 ? random.nextInt(16) : Integer.MAX_VALUE;
            RuntimeException failure = new StorageException("no answer");
            Runnable moment = () -> {
                if (calls[0]++ == endAt) {
                    if (random.nextBoolean()) {
                        throw new ImportWorld.Killed();
                    }
                    throw failure;
                }
                if (random.nextInt(8) == 0) {
                    syncChecked();
                }
                if (random.nextInt(30) == 0) {
                    AccountId id = anAccount();
                    writeByHand(id);
                    before.put(id, world.row(id));
                }
            };
            importing = true;
            boolean isLate = random.nextInt(4) == 0;
            try {
                ImportReport report = disturbed(
                        moment,
                        () -> isLate ? world.event(Duration.ofMinutes(random.nextInt(40)), anAccount()) : world.run());
                if (report.outcome() == ImportReport.Outcome.FAILED
                        && report.plan().isEmpty()) {
                    assertThat(managed(rows())).as("seed %d", seed).isEqualTo(managed(before));
                }
            } catch (ImportWorld.Killed e) {
                assertThat(calls[0]).isPositive();
            }
            importing = false;
            checkLosses(before, isLate);
        }

        /** Any call of Organizations, an account that a list lacks, or a table. */
        private void breakAReading() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> world.organization.failAtCall(1 + random.nextInt(2 * created + 3));
                case 3, 4 -> world.organization.hide(anAccount());
                case 5 -> world.registry.failAtPage(1 + random.nextInt(world.registry.pages()));
                case 6 -> world.rules.fail();
                default -> {}
            }
        }

        private ImportReport disturbed(Runnable moment, Supplier<ImportReport> run) {
            world.beforeWrite = moment;
            world.afterWrite = moment;
            world.beforeNote = moment;
            try {
                return run.get();
            } finally {
                world.beforeWrite = () -> {};
                world.afterWrite = () -> {};
                world.beforeNote = () -> {};
                world.organization.recover();
                world.registry.recover();
                world.rules.recover();
            }
        }

        private void undoDisturbed() {
            int[] calls = {0};
            int killAt = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
            try {
                disturbed(
                        () -> {
                            if (calls[0]++ == killAt) {
                                throw new ImportWorld.Killed();
                            }
                        },
                        () -> world.run(ImportRequest.Mode.UNDO));
            } catch (ImportWorld.Killed e) {
                assertThat(calls[0]).isPositive();
            }
        }

        /**
         * An account loses something only if the rules and the organization say so. A read that broke off, a list that lacks it, or
         * a dead import is no reason.
         *
         * @param isLate the import was for an event before the last read, so it may not know the organization as it is now
         */
        private void checkLosses(Map<AccountId, RegisteredAccount> before, boolean isLate) {
            RuleSet rules = world.ruleSet();
            SortedMap<AccountId, OrganizationAccount> members =
                    world.organization.read().accounts();
            rows().forEach((id, row) -> {
                RegisteredAccount was = before.getOrDefault(id, row);
                if (row.equals(was) || row.imported().isEmpty()) {
                    return;
                }
                if (row.status() == AccountStatus.LEFT) {
                    assertThat(members).as("seed %d", seed).doesNotContainKey(id);
                } else if (!isLate && new RowChange(Optional.of(was), row).loses()) {
                    OrganizationAccount member = members.get(id);
                    Set<Group> wanted = rules.matching(
                                    member, row.imported().orElseThrow().tags())
                            .groups()
                            .keySet();
                    assertThat(row.groups()).as("seed %d", seed).isEqualTo(wanted);
                    if (was.status().isActive() && !row.status().isActive()) {
                        assertThat(member.state()).as("seed %d", seed).isNotIn("ACTIVE", UNKNOWN_STATE);
                    }
                }
            });
        }

        /**
         * No sync changes anything while the mark stands, or once an import began after it read the registry, and none removes more
         * than it may.
         */
        private void syncChecked() {
            List<SortedSet<AccountId>> targets = new ArrayList<>(List.of(world.targets()));
            ImportMark mark = world.registry.importMark();
            boolean underWay = false;
            if (!importing && random.nextInt(4) == 0) {
                Runnable anImport = () -> {
                    importDisturbed();
                    targets.add(world.targets());
                };
                underWay = random.nextBoolean();
                if (underWay) {
                    world.configurations.onceBeforeReplace(anImport);
                } else {
                    world.configurations.beforeRead(anImport);
                }
            }

            world.sync();

            world.configurations.beforeRead(() -> {});
            world.configurations.beforeReplace(() -> {});
            SortedSet<AccountId> before = targets.get(targets.size() - 1);
            if (mark.standing() || !underWay && !world.registry.importMark().equals(mark)) {
                assertThat(world.targets()).as("seed %d", seed).isEqualTo(before);
            }
            assertThat(Sorted.without(before, world.targets()))
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(Math.max(1, Math.min(25, before.size() * 5 / 100)));
        }

        private void checkRowsByHand() {
            byHand.forEach((id, row) ->
                    assertThat(world.registry.account(id)).as("seed %d", seed).contains(row));
        }

        private void settle() {
            world.wait(Duration.ofDays(2));
            for (int i = 0; i < 4; i++) {
                world.approve();
                assertThat(world.run().outcome()).as("seed %d", seed).isEqualTo(ImportReport.Outcome.DONE);
            }
            assertThat(world.registry.importMark().standing()).isFalse();
            assertThat(world.journal.held()).isEmpty();
            assertThat(world.run().written())
                    .as("a steady state writes nothing")
                    .isEmpty();
        }

        /** The same rows as one undisturbed import into an empty registry gives. */
        private void checkEnd() {
            ImportWorld undisturbed = new ImportWorld();
            ImportReport plan = new ImportAccounts(
                            world.rules,
                            undisturbed.registry,
                            world.organization,
                            new RecentRead(),
                            undisturbed.journal,
                            () -> "import",
                            Clock.systemUTC(),
                            Deadline.none())
                    .run(new ImportRequest("test", ImportRequest.Mode.DRY_RUN));
            SortedMap<AccountId, String> wanted = new TreeMap<>();
            plan.plan().orElseThrow().changes().forEach((id, change) -> wanted.put(id, text(change.after())));
            SortedMap<AccountId, String> found = new TreeMap<>();
            rows().forEach((id, row) -> {
                if (row.imported().isPresent() && row.status() != AccountStatus.LEFT) {
                    found.put(id, text(row));
                }
            });
            wanted.keySet().removeAll(byHand.keySet());
            assertThat(found.keySet()).as("seed %d", seed).isEqualTo(wanted.keySet());
            assertThat(found).as("seed %d", seed).isEqualTo(wanted);
        }

        /** All but the status that an unknown state leaves as it was. */
        private String text(RegisteredAccount row) {
            return row.groups() + " " + row.regions() + " " + row.imported() + " " + row.organizationalUnits() + " "
                    + (row.status() == AccountStatus.ACTIVE && isKnown(row.id()) ? "ACTIVE" : "");
        }

        private boolean isKnown(AccountId id) {
            return world.organization.read().accounts().get(id).state().equals("ACTIVE");
        }

        private Map<AccountId, RegisteredAccount> rows() {
            return new HashMap<>(RegistrySnapshot.read(world.registry).accounts());
        }

        private static Map<AccountId, RegisteredAccount> managed(Map<AccountId, RegisteredAccount> rows) {
            Map<AccountId, RegisteredAccount> managed = new HashMap<>(rows);
            managed.values().removeIf(row -> row.imported().isEmpty());
            return managed;
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
