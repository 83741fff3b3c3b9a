package imagefanout.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.accounts.ImportReport.Outcome;
import imagefanout.model.accounts.ImportRequest.Mode;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.ImportedRow;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.registry.RegistryRow;
import imagefanout.model.registry.RegistrySnapshot;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportAccountsTest {
    private static final Group PROD = new Group("prod");
    private static final AccountId FIRST = account(1);
    private static final AccountId BY_HAND = account(900);

    private final ImportWorld world = new ImportWorld();

    @BeforeEach
    void fillTheOrganization() {
        world.rules.put(10, "unit", "/Prod/**", "prod");
        IntStream.rangeClosed(1, 10)
                .forEach(i -> world.organization.put(account(i), "team-" + i, "ACTIVE", i <= 8 ? "/Prod" : "/Test"));
        world.registry.put(RegisteredAccount.of(BY_HAND, AccountStatus.ACTIVE, Set.of(PROD), Optional.empty()));
        world.configure(Set.of(BY_HAND));
    }

    @Test
    void plansWithoutWritingAnything() {
        ImportReport planned = world.run(Mode.DRY_RUN);

        assertThat(planned.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(planned.plan().orElseThrow().changes()).hasSize(10);
        assertThat(planned.plan().orElseThrow().active()).isZero();
        assertThat(RegistrySnapshot.read(world.registry).accounts()).containsOnlyKeys(BY_HAND);
        assertThat(world.registry.importMark()).isEqualTo(ImportMark.NONE);
        assertThat(world.journal.held()).isEmpty();
    }

    @Test
    void letsNoSyncFollowHalfAnImport() {
        dieAtWrite(4);
        SyncReport whileItStands = world.sync();

        assertThat(rowsImported()).isBetween(1, 8);
        assertThat(whileItStands.waitsFor()).isPresent();
        assertThat(whileItStands.problems()).isEmpty();
        assertThat(world.targets()).containsOnly(BY_HAND);

        ImportReport resumed = world.run(Mode.RESUME);
        world.sync();

        assertThat(resumed.outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.registry.importMark().standing()).isFalse();
        assertThat(world.targets()).hasSize(9).contains(BY_HAND, FIRST);
    }

    @Test
    void stopsASyncThatReadTheRegistryBeforeTheImportBegan() {
        world.run();
        world.organization.move(FIRST, "/Test");
        world.configurations.beforeRead(() -> dieAtWrite(3));

        SyncReport stopped = world.sync();

        assertThat(stopped.problems())
                .as("no failure: the end of the import starts a sync")
                .isEmpty();
        assertThat(stopped.configurations())
                .flatExtracting(ConfigurationReport::reasons)
                .anyMatch(reason -> reason.contains("an import of accounts has begun"));
        assertThat(world.targets()).containsOnly(BY_HAND);

        world.run(Mode.RESUME);
        world.organization.move(account(2), "/Test");
        world.configurations.beforeRead(world::run);
        world.sync();
        assertThat(world.targets()).as("the import has ended").containsOnly(BY_HAND);

        world.sync();
        assertThat(world.targets()).hasSize(7).contains(BY_HAND, account(3)).doesNotContain(FIRST, account(2));
    }

    @Test
    void letsAWriteOfASyncPassThatIsUnderWayWhenTheImportBegins() {
        world.run();
        world.organization.move(FIRST, "/Test");
        world.configurations.onceBeforeReplace(() -> dieAtWrite(3));

        world.sync();

        assertThat(world.targets())
                .as("the registry before the import")
                .hasSize(9)
                .contains(FIRST);
    }

    @Test
    void failsEveryScheduledSyncWhileAnImportIsLongDead() {
        dieAtWrite(4);
        world.wait(Duration.ofHours(2));

        assertThat(world.sync().problems()).singleElement().asString().contains("has not ended", "undo the import");
    }

    @Test
    void resumesOnlyWhatIsUnfinishedOrApproved() {
        world.run();
        world.organization.failAtCall(1);

        assertThat(world.run(Mode.RESUME).outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.run().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void undoesADeadImport() {
        world.run();
        world.organization.move(FIRST, "/Test");
        world.organization.put(account(11), "team-11", "ACTIVE", "/Prod");
        RegisteredAccount before = world.row(FIRST);
        dieAtWrite(4);
        assertThat(world.row(FIRST)).isNotEqualTo(before);

        ImportReport undone = world.run(Mode.UNDO);

        assertThat(undone.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(undone.written()).containsExactly(FIRST, account(11));
        assertThat(world.row(FIRST)).isEqualTo(before);
        assertThat(world.row(account(11)).groups()).isEmpty();
        assertThat(world.row(account(11)).status()).isEqualTo(AccountStatus.PENDING);
        assertThat(world.registry.importMark().standing()).isFalse();
        assertThat(world.run(Mode.UNDO).problems()).singleElement().asString().contains("nothing to undo");
    }

    @Test
    void keepsInAnUndoWhatAPersonChangedMeanwhile() {
        world.run();
        world.organization.move(FIRST, "/Test");
        dieAtWrite(2);
        RegisteredAccount byHand =
                RegisteredAccount.of(FIRST, AccountStatus.ACTIVE, Set.of(new Group("mine")), Optional.empty());
        world.registry.put(byHand);

        ImportReport undone = world.run(Mode.UNDO);

        assertThat(world.row(FIRST)).isEqualTo(byHand);
        assertThat(undone.problems()).as("it is no row of the import").isEmpty();
    }

    @Test
    void waitsForARunThatMayStillWrite() {
        dieAtWrite(4);
        world.wait(Duration.ofMinutes(-15));

        ImportReport second = world.run();

        assertThat(second.outcome()).isEqualTo(Outcome.BUSY);
        assertThat(second.problems()).singleElement().asString().contains("may write until");
    }

    @Test
    void handsOnWhatItHasNoTimeFor() {
        world.left = Duration.ofSeconds(9);
        ImportReport first = world.run();

        assertThat(first.outcome()).isEqualTo(Outcome.UNFINISHED);
        assertThat(first.written()).isEmpty();
        assertThat(world.registry.importMark().isWriting(world.now())).isFalse();

        world.left = Duration.ofSeconds(10);
        assertThat(world.run(Mode.RESUME).written()).hasSize(10);
    }

    @Test
    void changesNothingWhenTheOrganizationCannotBeReadToItsEnd() {
        world.run();
        world.organization.remove(FIRST);
        for (int call = 1; call <= 11; call++) {
            world.organization.failAtCall(call);

            ImportReport report = world.run();

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.ACTIVE);
        }
    }

    @Test
    void takesAnAccountForGoneOnlyIfItIsNoMember() {
        world.run();
        world.organization.hide(account(2));
        world.organization.remove(FIRST);

        ImportReport report = world.run();

        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.LEFT);
        assertThat(world.row(FIRST).groups()).containsExactly(PROD);
        assertThat(world.row(account(2)).status()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(report.plan().orElseThrow().warnings())
                .singleElement()
                .asString()
                .contains("the list of accounts lacks it");
    }

    @Test
    void neverChangesARowByHand() {
        RegisteredAccount byHand = world.row(BY_HAND);
        world.organization.put(BY_HAND, "by-hand", "SUSPENDED", "/Test");
        world.run();
        world.organization.remove(BY_HAND);
        ImportReport report = world.run();

        assertThat(world.row(BY_HAND)).isEqualTo(byHand);
        assertThat(report.problems()).isEmpty();
        assertThat(report.plan().orElseThrow().active())
                .as("only of the import's rows")
                .isEqualTo(10);
    }

    @Test
    void leavesARowThatCannotBeReadAndSaysSo() {
        world.registry.write(Map.of(RegistryRow.ACCOUNT_ID, new WrittenValue.Text(FIRST.value())));

        ImportReport report = world.run();

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.problems()).isEmpty();
        assertThat(report.written()).hasSize(9).doesNotContain(FIRST);
        assertThat(report.plan().orElseThrow().warnings())
                .singleElement()
                .asString()
                .contains(FIRST.value());
    }

    @Test
    void notesWhichRuleGivesEachGroupAndTheRegions() {
        world.rules.write(Map.of(
                RuleRow.ORDER, new WrittenValue.Text("20"),
                RuleRow.MATCH, new WrittenValue.Pairs(Map.of("name", "*")),
                RuleRow.REGIONS, new WrittenValue.Texts(List.of("us-east-1"))));

        world.run();

        ImportedRow imported = world.row(FIRST).imported().orElseThrow();
        assertThat(imported.groupRules()).isEqualTo(Map.of("prod", "10"));
        assertThat(imported.regionsRule()).contains("20");
        assertThat(world.row(FIRST).regions().orElseThrow())
                .extracting(Object::toString)
                .containsExactly("us-east-1");
    }

    @Test
    void holdsLossesOfManyAccountsUntilTheirPlanIsApproved() {
        world.run();
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.state(account(i), "CLOSED"));
        world.organization.put(account(11), "team-11", "ACTIVE", "/Prod");

        ImportReport held = world.run();

        assertThat(held.outcome()).isEqualTo(Outcome.DONE);
        assertThat(held.held().orElseThrow().accounts()).hasSize(6);
        assertThat(held.written()).containsExactly(account(11));
        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.ACTIVE);

        world.approve();
        ImportReport approved = world.run(Mode.RESUME);

        assertThat(approved.written()).hasSize(6);
        assertThat(approved.held()).isEmpty();
        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(world.journal.approval()).isEmpty();
        assertThat(world.journal
                        .changes(FIRST, Optional.empty(), 10)
                        .items()
                        .get(0)
                        .approval()
                        .orElseThrow()
                        .by())
                .isEqualTo("alice");
    }

    @Test
    void keepsInWordsWhatEachAccountOnHoldWouldLose() {
        world.run();
        IntStream.rangeClosed(1, 5).forEach(i -> world.organization.state(account(i), "CLOSED"));
        IntStream.rangeClosed(6, 8).forEach(i -> world.organization.put(account(i), "team-" + i, "ACTIVE", "/Test"));

        HeldImport held = world.run().held().orElseThrow();

        assertThat(held.losses()).hasSize(8).containsOnlyKeys(held.accounts());
        assertThat(held.losses().get(FIRST)).isEqualTo(new HeldImport.Loss(Optional.of("team-1"), "becomes CLOSED"));
        assertThat(held.losses().get(account(6)).words()).isEqualTo("group prod");
        assertThat(world.journal.held()).contains(held);
    }

    @Test
    void takesNoMoreFromAnAccountThanWasJudgedWhenTheRulesChangeBeforeADeadImportGoesOn() {
        world.rules.put(20, "unit", "/Prod/**", "more");
        world.run();
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.state(account(i), "CLOSED"));
        world.run();
        world.approve();
        dieAtWrite(4);
        List<AccountId> left = IntStream.rangeClosed(1, 6)
                .mapToObj(ImportAccountsTest::account)
                .filter(id -> world.row(id).status().isActive())
                .toList();
        assertThat(left).hasSizeBetween(1, 5);
        world.rules.delete(20);

        ImportReport resumed = world.run(Mode.RESUME);

        assertThat(world.registry.importMark().standing()).isFalse();
        assertThat(resumed.held().orElseThrow().accounts()).hasSize(8).containsAll(left);
        assertThat(left).allSatisfy(id -> assertThat(world.row(id).status()).isEqualTo(AccountStatus.ACTIVE));
        assertThat(world.row(FIRST).groups()).extracting(Group::name).contains("more");

        world.approve();
        world.run(Mode.RESUME);
        assertThat(world.row(FIRST).groups()).containsExactly(PROD);
        assertThat(world.row(left.get(0)).status()).isEqualTo(AccountStatus.CLOSED);
    }

    @Test
    void showsTheApprovalOfADeadImportInTheRowsThatItsNextRunWrites() {
        world.run();
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.state(account(i), "CLOSED"));
        world.run();
        world.approve();
        dieAtWrite(4);

        world.run(Mode.RESUME);

        for (int i = 1; i <= 6; i++) {
            assertThat(world.journal
                            .changes(account(i), Optional.empty(), 1)
                            .items()
                            .get(0)
                            .approval())
                    .as("account %d", i)
                    .isPresent();
        }
        assertThat(world.journal.approval()).isEmpty();
    }

    @Test
    void readsTheOrganizationOnceForManyEvents() {
        world.run();
        world.organization.move(FIRST, "/Test");
        world.organization.move(account(9), "/Prod");
        world.event(Duration.ZERO, FIRST);
        world.wait(Duration.ofMinutes(2));
        world.organization.failAtCall(1);

        assertThat(world.event(Duration.ofMinutes(3), account(9)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.event(Duration.ofMinutes(2), account(9)).outcome())
                .as("it happened while the list was read")
                .isEqualTo(Outcome.FAILED);
        assertThat(world.run(Mode.DRY_RUN).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.row(account(9)).groups()).containsExactly(PROD);
    }

    @Test
    void readsTheTagsThatAnEventNamesEvenIfTheOrganizationWasJustRead() {
        world.rules.put(20, "tag", "tier=gold", "gold");
        world.run();
        world.wait(Duration.ofMinutes(2));
        world.organization.tag(FIRST, "tier", "gold");

        world.event(Duration.ofMinutes(3), FIRST);

        assertThat(world.row(FIRST).groups()).containsExactly(new Group("gold"), PROD);
    }

    @Test
    void readsAgainAfterAQuarterOfAnHourOrAnImportOfAnotherProcess() {
        world.run();
        world.wait(Duration.ofMinutes(14));
        world.organization.failAtCall(1);
        assertThat(world.event(Duration.ofMinutes(15)).outcome()).isEqualTo(Outcome.DONE);
        ImportMark mark = world.registry.importMark();
        world.registry.mark(mark, mark.next());
        assertThat(world.event(Duration.ofMinutes(15)).outcome()).isEqualTo(Outcome.FAILED);

        world.organization.recover();
        world.run();
        world.wait(Duration.ofMinutes(15));
        world.organization.failAtCall(1);
        assertThat(world.event(Duration.ofMinutes(16)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anEarlierReadDoesNotUndoTheImportOfAnotherProcess() {
        world.run();
        RecentRead first = world.recent;
        world.organization.move(FIRST, "/Test");
        world.recent = new RecentRead();
        world.run();
        world.recent = first;
        world.wait(Duration.ofMinutes(2));
        world.run(Mode.RESUME);

        world.event(Duration.ofMinutes(4), FIRST);

        assertThat(world.row(FIRST).groups()).doesNotContain(PROD);
    }

    @Test
    void readsTheOrganizationOnceForManyEventsWhileAnImportIsOnHold() {
        world.run();
        for (int i = 1; i <= 8; i++) {
            world.organization.move(account(i), "/Test");
        }
        assertThat(world.event(Duration.ZERO, FIRST).held()).isPresent();
        world.wait(Duration.ofMinutes(2));
        world.organization.failAtCall(1);

        assertThat(world.event(Duration.ofMinutes(3), account(2)).outcome()).isNotEqualTo(Outcome.FAILED);
    }

    @Test
    void namesARuleThatMatchesNobody() {
        world.rules.put(20, "unit", "/Renamed/**", "prod");

        assertThat(world.run().plan().orElseThrow().unmatchedRules()).containsExactly(20);
    }

    @Test
    void stopsWhenARuleCannotBeRead() {
        world.rules.write(Map.of(RuleRow.ORDER, new WrittenValue.Text("ten")));

        ImportReport report = world.run();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problems()).singleElement().asString().contains("nothing was changed", "ten");
    }

    @Test
    void readsTheTagsAgainOfTheRowsThatADeadImportDidNotWrite() {
        world.run();
        world.rules.put(20, "tag", "tier=gold", "gold");
        for (int i = 1; i <= 8; i++) {
            world.organization.tag(account(i), "tier", "gold");
        }
        dieAtWrite(4);

        world.run(Mode.RESUME);

        for (int i = 1; i <= 8; i++) {
            assertThat(world.row(account(i)).groups()).extracting(Group::name).contains("gold");
        }
    }

    @Test
    void readsTagsOnceADayAndOfTheAccountsThatAnEventNames() {
        world.rules.put(20, "tag", "tier=gold", "gold");
        world.run();
        world.organization.tag(FIRST, "tier", "gold");
        world.organization.tag(account(2), "tier", "gold");

        world.run();
        assertThat(world.row(FIRST).groups()).containsExactly(PROD);

        world.run(Mode.APPLY, FIRST);
        world.run();
        assertThat(world.row(FIRST).groups()).containsExactly(new Group("gold"), PROD);
        assertThat(world.row(account(2)).groups()).containsExactly(PROD);

        world.wait(Duration.ofDays(1));
        world.run();
        assertThat(world.row(account(2)).groups()).containsExactly(new Group("gold"), PROD);
    }

    @Test
    void keepsTheStatusWhenOrganizationsHasAStateThatIsNotKnown() {
        world.run();
        world.organization.state(FIRST, "DORMANT");
        world.organization.put(account(11), "team-11", "DORMANT", "/Prod");

        ImportReport report = world.run();

        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(world.row(account(11)).status()).isEqualTo(AccountStatus.PENDING);
        assertThat(report.plan().orElseThrow().warnings()).hasSize(2).allMatch(text -> text.contains("DORMANT"));
    }

    @Test
    void takesNoAccountForGoneThatComesBackInAStateThatIsNotKnown() {
        world.run();
        world.organization.remove(FIRST);
        world.run();
        world.organization.put(FIRST, "team-1", "DORMANT", "/Prod");
        world.run();

        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.PENDING);
    }

    private int rowsImported() {
        return (int) RegistrySnapshot.read(world.registry).accounts().values().stream()
                .filter(row -> row.imported().isPresent())
                .count();
    }

    /** @param number of the write, from 1; the first one marks the registry */
    private void dieAtWrite(int number) {
        int[] writes = {0};
        world.beforeWrite = () -> {
            if (++writes[0] == number) {
                throw new ImportWorld.Killed();
            }
        };
        assertThatExceptionOfType(ImportWorld.Killed.class).isThrownBy(world::run);
        assertThat(world.registry.importMark().standing()).isTrue();
        world.beforeWrite = () -> {};
    }

    private static AccountId account(int number) {
        return new AccountId("%012d".formatted(number));
    }
}
