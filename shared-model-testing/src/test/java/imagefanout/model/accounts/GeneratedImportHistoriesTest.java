package imagefanout.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistrySnapshot;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;

/**
 * Generated organizations and histories: accounts are created, moved, suspended, closed and removed, units are renamed, tags change,
 * reads break off anywhere, imports are killed anywhere or undone, and syncs run at any moment.
 *
 * <p>By default {@value #DEFAULT_HISTORIES} of them; with the profile {@code exhaustive}, 10,000.
 */
class GeneratedImportHistoriesTest {
    private static final int DEFAULT_HISTORIES = 100;
    private static final int HISTORIES = Integer.getInteger("import.histories", DEFAULT_HISTORIES);
    private static final int STEPS = 40;
    private static final List<String> UNITS =
            List.of("/", "/Workloads", "/Workloads/Prod", "/Workloads/Prod/Eu", "/Workloads/Test", "/Sandbox");
    private static final List<String> STATES =
            List.of("PENDING_ACTIVATION", "ACTIVE", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED", "A_NEW_STATE");

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
            AccountId id = new AccountId("%012d".formatted(1 + random.nextInt(created)));
            switch (random.nextInt(11)) {
                case 0, 1 -> create();
                case 2, 3 -> world.organization.move(id, pick(UNITS));
                case 4 -> world.organization.state(id, pick(STATES));
                case 5 -> world.organization.remove(id);
                case 6 ->
                    world.organization.rename(pick(UNITS.subList(1, 3)), random.nextBoolean() ? "Prod" : "Renamed");
                case 7 -> world.organization.tag(id, "env", random.nextBoolean() ? "prod" : "test");
                case 8 -> world.organization.untag(id, "env");
                case 9 -> world.wait(Duration.ofHours(random.nextInt(30)));
                default -> world.organization.put(id, "team-back", "ACTIVE", pick(UNITS));
            }
        }

        private void importDisturbed() {
            Map<AccountId, RegisteredAccount> before = rows();
            boolean broken = random.nextInt(4) == 0;
            if (broken) {
                world.organization.failAtCall(1 + random.nextInt(created + 2));
            } else if (random.nextInt(6) == 0) {
                world.organization.hide(new AccountId("%012d".formatted(1 + random.nextInt(created))));
            }
            int killAt = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
            int[] writes = {0};
            world.beforeWrite = () -> {
                if (random.nextInt(5) == 0) {
                    syncChecked();
                }
                if (writes[0]++ == killAt) {
                    throw new ImportWorld.Killed();
                }
            };
            try {
                ImportReport report = world.run();
                if (report.outcome() == ImportReport.Outcome.FAILED
                        && report.plan().isEmpty()) {
                    assertThat(rows()).as("seed %d", seed).isEqualTo(before);
                }
            } catch (ImportWorld.Killed e) {
                assertThat(writes[0]).isPositive();
            }
            world.beforeWrite = () -> {};
            world.organization.recover();
            checkNoMemberLeft(before);
        }

        private void undoDisturbed() {
            int killAt = random.nextInt(3) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
            int[] writes = {0};
            world.beforeWrite = () -> {
                if (writes[0]++ == killAt) {
                    throw new ImportWorld.Killed();
                }
            };
            try {
                world.run(ImportRequest.Mode.UNDO);
            } catch (ImportWorld.Killed e) {
                assertThat(writes[0]).isPositive();
            }
            world.beforeWrite = () -> {};
        }

        /** A list that lacks an account, and a read that broke off, are no reason to take an account for one that left. */
        private void checkNoMemberLeft(Map<AccountId, RegisteredAccount> before) {
            rows().forEach((id, row) -> {
                if (row.status() == AccountStatus.LEFT && !row.equals(before.get(id))) {
                    assertThat(world.organization.accounts())
                            .as("seed %d", seed)
                            .doesNotContain(id);
                }
            });
        }

        /** No sync changes anything while the mark stands, and none removes more than it may. */
        private void syncChecked() {
            SortedSet<AccountId> before = world.targets();
            boolean standing = world.registry.importMark().standing();

            world.sync();

            SortedSet<AccountId> removed = new TreeSet<>(before);
            removed.removeAll(world.targets());
            if (standing) {
                assertThat(world.targets()).as("seed %d", seed).isEqualTo(before);
            }
            assertThat(removed)
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
                            undisturbed.journal,
                            () -> "import",
                            Clock.systemUTC(),
                            Deadline.none())
                    .run(new ImportRequest("test", ImportRequest.Mode.DRY_RUN, Set.of()));
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
            return world.organization
                    .read(Deadline.none())
                    .accounts()
                    .get(id)
                    .state()
                    .equals("ACTIVE");
        }

        private Map<AccountId, RegisteredAccount> rows() {
            return Map.copyOf(RegistrySnapshot.read(world.registry).accounts());
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
