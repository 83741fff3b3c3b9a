package imagefanout.model.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.StorageException;
import imagefanout.model.accounts.ImportReport.Outcome;
import imagefanout.model.accounts.ImportRequest.Mode;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.RegisteredAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports while people, other imports and failing tables come between, and what an approval is for. */
class ImportConflictsTest {
    private static final Group PROD = new Group("prod");
    private static final Group GOLD = new Group("gold");
    private static final AccountId FIRST = account(1);
    private static final AccountId SECOND = account(2);
    private static final AccountId NEW = account(11);

    private final ImportWorld world = new ImportWorld();

    @BeforeEach
    void importEightAccountsOfProdAndTwoOthers() {
        world.rules.put(10, "unit", "/Prod/**", "prod");
        IntStream.rangeClosed(1, 10)
                .forEach(i -> world.organization.put(account(i), "team-" + i, "ACTIVE", i <= 8 ? "/Prod" : "/Test"));
        world.configure(Set.of());
        world.run();
    }

    @Test
    void leavesTheRowsThatAPersonWritesWhileTheImportRuns() {
        world.organization.move(FIRST, "/Test");
        world.organization.put(NEW, "team-11", "ACTIVE", "/Prod");
        atWrite(2, () -> world.registry.put(byHand(FIRST)));
        Runnable first = world.beforeWrite;
        atWrite(3, () -> world.registry.put(byHand(NEW)));
        Runnable second = world.beforeWrite;
        world.beforeWrite = () -> {
            first.run();
            second.run();
        };

        ImportReport report = world.run();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.written()).isEmpty();
        assertThat(report.problems()).hasSize(2).allMatch(problem -> problem.contains("was changed meanwhile"));
        assertThat(world.row(FIRST)).isEqualTo(byHand(FIRST));
        assertThat(world.row(NEW)).isEqualTo(byHand(NEW));
        assertThat(world.registry.importMark().standing()).isFalse();
    }

    @Test
    void writesNothingWhenAnotherImportBeginsFirst() {
        world.organization.move(FIRST, "/Test");
        atWrite(1, this::otherImportMarks);

        ImportReport report = world.run();

        assertBusy(report);
        assertThat(world.row(FIRST).groups()).containsExactly(PROD);
    }

    @Test
    void doesNotEndAnImportThatAnotherOneHasTakenOver() {
        world.organization.move(FIRST, "/Test");
        atWrite(3, this::otherImportMarks);

        ImportReport report = world.run();

        assertBusy(report);
        assertThat(world.registry.importMark().standing()).isTrue();
    }

    @Test
    void undoesNothingWhenAnotherImportGoesOnFirst() {
        world.organization.move(FIRST, "/Test");
        dieAtWrite(3);
        RegisteredAccount written = world.row(FIRST);
        atWrite(1, this::otherImportMarks);

        ImportReport report = world.run(Mode.UNDO);

        assertBusy(report);
        assertThat(world.row(FIRST)).isEqualTo(written);
    }

    @Test
    void notesThatItHasReadAllTagsEvenIfNoRowChanges() {
        world.rules.put(20, "tag", "tier=gold", "gold");
        ImportReport report = world.run();

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.registry.importMark()).isEqualTo(report.mark());
        assertThat(report.mark().tagsReadAt()).contains(world.now());
        assertThat(report.mark().standing()).isFalse();

        ImportReport idle = world.run();
        assertThat(idle.mark()).as("nothing to note").isEqualTo(report.mark());
        assertThat(world.registry.importMark()).isEqualTo(report.mark());

        world.wait(Duration.ofDays(1));
        atWrite(1, this::otherImportMarks);
        assertBusy(world.run());
        assertThat(world.registry.importMark().tagsReadAt())
                .isEqualTo(report.mark().tagsReadAt());
    }

    @Test
    void stopsWhenATableFailsAndLetsTheNextRunGoOn() {
        IntStream.rangeClosed(1, 5).forEach(i -> world.organization.move(account(i), "/Test"));
        int[] notes = {0};
        world.beforeNote = () -> {
            if (++notes[0] == 3) {
                throw new StorageException("throttled");
            }
        };

        ImportReport failed = world.run();

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.written()).containsExactly(FIRST, SECOND);
        assertThat(failed.problems()).singleElement().asString().contains("is not finished", "throttled");
        assertThat(failed.mark()).isEqualTo(world.registry.importMark());
        assertThat(world.sync().waitsFor()).isPresent();
        assertThat(world.run(Mode.RESUME).written()).containsExactly(account(3), account(4), account(5));
    }

    @Test
    void namesTheRowsThatAnUndoLeavesBecauseTheyWereChangedAfterTheImport() {
        world.organization.move(FIRST, "/Test");
        world.organization.move(SECOND, "/Test");
        RegisteredAccount notWritten = world.row(SECOND);
        dieAtWrite(3);
        RegisteredAccount changed = world.row(FIRST).with(AccountStatus.SUSPENDED);
        world.registry.put(changed);

        ImportReport undone = world.run(Mode.UNDO);

        assertThat(undone.outcome()).isEqualTo(Outcome.UNDONE);
        assertThat(undone.written()).isEmpty();
        assertThat(undone.problems()).singleElement().asString().contains(FIRST.value(), "it stays");
        assertThat(world.row(FIRST)).isEqualTo(changed);
        assertThat(world.row(SECOND)).isEqualTo(notWritten);
    }

    @Test
    void followsNoApprovalThatIsOlderThanADay() {
        closeSix();
        world.approve();
        world.wait(Approval.VALID);

        ImportReport resumed = world.run(Mode.RESUME);
        ImportReport scheduled = world.run();

        assertThat(resumed.plan()).isEmpty();
        assertThat(scheduled.held().orElseThrow().accounts()).hasSize(6);
        assertThat(scheduled.written()).isEmpty();
        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.ACTIVE);
    }

    @Test
    void usesUpAnApprovalOfWhatNoLongerHappens() {
        closeSix();
        world.approve();
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.state(account(i), "ACTIVE"));

        ImportReport nothingToDo = world.run();
        closeSix();

        assertThat(nothingToDo.outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.journal.approval()).isEmpty();
        assertThat(world.row(FIRST).status()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(world.journal.held().orElseThrow().accounts()).hasSize(6);
    }

    @Test
    void showsAnApprovalOnlyInTheRowsThatItIsFor() {
        closeSix();
        world.approve();
        world.organization.put(NEW, "team-11", "ACTIVE", "/Prod");

        ImportReport report = world.run();

        assertThat(report.written()).hasSize(7).contains(FIRST, NEW);
        assertThat(approvalOf(FIRST)).map(Approval::by).contains("alice");
        assertThat(approvalOf(NEW)).isEmpty();
    }

    @Test
    void showsNoApprovalOfAnotherPlanThanTheOneThatIsWritten() {
        closeSix();
        world.approve();
        IntStream.rangeClosed(2, 6).forEach(i -> world.organization.state(account(i), "ACTIVE"));

        ImportReport report = world.run();

        assertThat(report.written()).containsExactly(FIRST);
        assertThat(approvalOf(FIRST)).isEmpty();
    }

    @Test
    void keepsOnHoldWhatAccountsLoseByTheirTagsUntilItIsApproved() {
        world.rules.put(20, "tag", "tier=gold", "gold");
        IntStream.rangeClosed(1, 8).forEach(i -> world.organization.tag(account(i), "tier", "gold"));
        world.run();
        world.wait(Duration.ofDays(1));
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.untag(account(i), "tier"));
        HeldImport held = world.run().held().orElseThrow();
        Instant since = world.now();

        ImportReport later = world.run();
        assertThat(later.held()).contains(held);
        assertThat(held.since()).isEqualTo(since);
        assertThat(held.accounts()).hasSize(6);

        world.organization.untag(account(7), "tier");
        HeldImport another = world.run(Mode.APPLY, account(7)).held().orElseThrow();
        assertThat(another.accounts()).hasSize(7);
        assertThat(another.since()).as("another plan").isEqualTo(world.now());

        world.approve();
        assertThat(world.run(Mode.RESUME).written()).hasSize(7);
        assertThat(world.row(FIRST).groups()).containsExactly(PROD);
        assertThat(world.row(account(8)).groups()).containsExactly(GOLD, PROD);
    }

    private void closeSix() {
        IntStream.rangeClosed(1, 6).forEach(i -> world.organization.state(account(i), "CLOSED"));
        assertThat(world.run().held()).isPresent();
    }

    private Optional<Approval> approvalOf(AccountId account) {
        return world.journal
                .changes(account, Optional.empty(), 1)
                .items()
                .get(0)
                .approval();
    }

    private static void assertBusy(ImportReport report) {
        assertThat(report.outcome()).isEqualTo(Outcome.BUSY);
        assertThat(report.written()).isEmpty();
        assertThat(report.problems()).singleElement().asString().contains("another import may write");
    }

    private void otherImportMarks() {
        ImportMark mark = world.registry.importMark();
        world.registry.mark(mark, mark.next());
    }

    /** @param number of the write, from 1; the first one marks the registry */
    private void atWrite(int number, Runnable someoneElse) {
        int[] writes = {0};
        world.beforeWrite = () -> {
            if (++writes[0] == number) {
                someoneElse.run();
            }
        };
    }

    private void dieAtWrite(int number) {
        atWrite(number, () -> {
            throw new ImportWorld.Killed();
        });
        assertThatExceptionOfType(ImportWorld.Killed.class).isThrownBy(world::run);
        world.beforeWrite = () -> {};
    }

    private static RegisteredAccount byHand(AccountId id) {
        return RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(new Group("mine")), Optional.empty());
    }

    private static AccountId account(int number) {
        return new AccountId("%012d".formatted(number));
    }
}
