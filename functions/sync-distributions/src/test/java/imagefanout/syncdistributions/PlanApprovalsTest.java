package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.approval.Approval;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncStatus;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Checks that an approval allows exactly one plan, once. */
class PlanApprovalsTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void appliesExactlyTheApprovedPlan() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = InMemorySync.digest(fixture.sync());

        SyncReport report = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
        assertThat(report.isApprovalMatched()).isTrue();
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void appliesAPlanThatWasApprovedAfterADryRun() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = InMemorySync.digest(fixture.dryRun());

        fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
    }

    @Test
    void approvesForOneRunOnly() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = InMemorySync.digest(fixture.sync());
        fixture.approve(digest);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport unasked = fixture.sync();
        SyncReport again = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(InMemorySync.of(unasked, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(again.isApprovalMatched()).isFalse();
    }

    @Test
    void approvesOnlyOneConfiguration() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        fixture.configure(SANDBOXES, "prod", accounts(0, 5));
        String digest = InMemorySync.of(fixture.sync(), EVERYWHERE)
                .digest()
                .orElseThrow()
                .hex();

        fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(0, 5));
    }

    @Test
    void rejectsAnApprovalOfAPlanThatHasChanged() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = InMemorySync.digest(fixture.sync());
        fixture.registry.delete(account(4));

        SyncReport report = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(report.isApprovalMatched()).isFalse();
    }

    @Test
    void usesAStoredApprovalUpAndShowsWhoApprovedAndWhy() {
        Approval approval = approveHeldRemovals();

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(InMemorySync.of(report, EVERYWHERE).approval()).contains(approval);
        assertThat(last().approval()).contains(approval);
        assertThat(last().outcome()).isEqualTo(ChangeOutcome.APPLIED);
    }

    @Test
    void usesAnApprovalOnceEvenIfTheSamePlanComesAgain() {
        fixture.configurations.freezeUpdatedAt();
        approveHeldRemovals();
        fixture.sync();
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport again = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void endsAnApprovalWhosePlanHasAnotherDigest() {
        Approval approval = approveHeldRemovals();
        fixture.registry.delete(account(4));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertEnded(approval, "the plan on hold has another digest by now: " + InMemorySync.digest(report));
    }

    @Test
    void endsAnApprovalThatIsADayOld() {
        Approval approval = approveHeldRemovals();
        fixture.now = InMemorySync.NOON.plus(Approval.VALID);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertEnded(approval, "the approval expired: it was valid for 24 hours");
    }

    @Test
    void endsAnApprovalWhenNothingIsOnHoldAnyMore() {
        Approval approval = approveHeldRemovals();
        fixture.active(PROD, accounts(0, 5));

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertEnded(approval, "nothing that needs the approval is left to change");
    }

    @Test
    void endsAnApprovalWhoseConfigurationIsNoLongerManaged() {
        Approval approval = approveHeldRemovals();
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 5)), List.of());

        fixture.sync();

        assertEnded(approval, "the configuration is no longer managed");
    }

    /** A run may be killed between the record and the end of the approval. */
    @Test
    void recordsTheEndOfAnApprovalOnce() {
        Approval approval = approveHeldRemovals();
        fixture.now = InMemorySync.NOON.plus(Approval.VALID);
        fixture.sync();
        fixture.ledger.approve(EVERYWHERE, approval);
        fixture.now = fixture.now.plusSeconds(60);

        fixture.sync();

        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPROVAL_ENDED);
        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
    }

    private void assertEnded(Approval approval, String why) {
        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(last().outcome()).isEqualTo(ChangeOutcome.APPROVAL_ENDED);
        assertThat(last().approval()).contains(approval);
        assertThat(last().plan()).isEqualTo(approval.digest());
        assertThat(last().detail()).contains(why);
        assertThat(last().regions()).isEmpty();
    }

    @Test
    void acceptsAnApprovalUntilItIsADayOld() {
        approveHeldRemovals();
        fixture.now = InMemorySync.NOON.plus(Approval.VALID).minusNanos(1);

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
    }

    @Test
    void keepsAnApprovalWhileItsChangeIsRefused() {
        Approval approval = approveHeldRemovals();
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);
        fixture.sync();
        Optional<Approval> meanwhile = fixture.ledger.approval(EVERYWHERE);
        fixture.configurations.recover();

        fixture.sync();

        assertThat(meanwhile).contains(approval);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
    }

    @Test
    void keepsAnApprovalWhileThePlanCannotBeJudged() {
        Approval approval = approveHeldRemovals();
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(50).value()),
                "groups", new WrittenValue.Texts(List.of("prod"))));

        fixture.sync();

        assertThat(fixture.ledger.approval(EVERYWHERE)).contains(approval);
    }

    @Test
    void usesNoApprovalUpInADryRun() {
        Approval approval = approveHeldRemovals();

        SyncReport report = fixture.dryRun();

        assertThat(InMemorySync.of(report, EVERYWHERE).approval()).contains(approval);
        assertThat(fixture.ledger.approval(EVERYWHERE)).contains(approval);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
    }

    @Test
    void endsTheApprovalOfADeadRunThatMadeItsChange() {
        fixture.configurations.freezeUpdatedAt();
        Approval approval = approveHeldRemovals();
        fixture.ledger.record(started(approval));
        fixture.configure(EVERYWHERE, "prod", accounts(2, 5));

        fixture.sync();

        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void usesTheApprovalOfADeadRunThatChangedNothing() {
        fixture.configurations.freezeUpdatedAt();
        fixture.ledger.record(started(approveHeldRemovals()));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED, ChangeOutcome.ABANDONED);
    }

    @Test
    void usesAnApprovalUpWhenItIsNotKnownWhetherItsChangeWasMade() {
        Approval approval = approveHeldRemovals();
        fixture.configurations.fail(PortMethod.REPLACE, Failure.ANSWER_LOST);
        fixture.configurations.afterReplace(() -> fixture.configurations.failFor(EVERYWHERE));

        SyncReport report = fixture.sync();

        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(last().approval()).contains(approval);
        assertThat(last().outcome()).isEqualTo(ChangeOutcome.FAILED);
        assertThat(last().detail())
                .contains("unknown whether it was applied: REPLACE failed; " + EVERYWHERE + " is out of reach");
        assertThat(InMemorySync.of(report, EVERYWHERE).failure().orElseThrow().getSuppressed())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessage(EVERYWHERE + " is out of reach");
    }

    /** What a run leaves that dies while it removes these accounts. */
    private static Change started(Approval approval) {
        return new Change(
                EVERYWHERE,
                InMemorySync.NOON,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                InMemorySync.BY_HAND,
                approval.digest(),
                Optional.of(approval),
                ChangeOutcome.STARTED,
                Optional.empty(),
                new TreeMap<>(Map.of(HOME, new RegionChange(HOME, accounts(0, 5), accounts(), accounts(0, 2)))));
    }

    /** Two of five accounts have left, and a person approves their removal. */
    private Approval approveHeldRemovals() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        Approval approval = InMemorySync.approval(InMemorySync.digest(fixture.sync()));
        fixture.ledger.approve(EVERYWHERE, approval);
        return approval;
    }

    private Change last() {
        return fixture.ledger.changes(EVERYWHERE, Optional.empty(), 1).items().get(0);
    }

    @Test
    void rejectsAnApprovalAfterAConcurrentUpdateChangedThePlan() {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 6));
        String digest = InMemorySync.digest(fixture.dryRun());
        fixture.configurations.onceBeforeReplace(() -> fixture.configure(EVERYWHERE, "prod", accounts(0, 5)));

        SyncReport report = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 6));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }
}
