package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.SANDBOX;
import static imagefanout.syncdistributions.InMemorySync.SANDBOXES;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Settings;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.ImportMark;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncRequest;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.distribution.InMemoryDistributionConfigurations.PortMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SyncDistributionsTest {
    private final InMemorySync fixture = new InMemorySync();

    @Test
    void setsTheTargetAccountsOfTheRegistry() {
        fixture.active(PROD, accounts(1, 4));
        fixture.put(account(0), AccountStatus.SUSPENDED, PROD);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(report.problems()).isEmpty();
        assertThat(report.accountsAdded()).isEqualTo(1);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        assertThat(report.configurationsOutOfSync()).isZero();
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
    }

    @Test
    void recordsAnAuditOfEachChange() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        fixture.sync();

        Change change =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(change.trigger()).isEqualTo(InMemorySync.BY_HAND);
        assertThat(change.regions().get(HOME).before()).isEqualTo(RegionChange.Targets.of(accounts(0, 3)));
        assertThat(change.regions().get(HOME).after()).isEqualTo(RegionChange.Targets.of(accounts(1, 4)));
    }

    @Test
    void warnsWhenTheBuildAccountLeavesARegionWithoutTargetAccounts() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 2), EU, accounts()), List.of());

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).applied().get(EU).removed())
                .containsExactly(GoldenImages.OWNER);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        Change change =
                fixture.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(change.regions().get(EU).removed()).containsExactly(GoldenImages.OWNER);
        assertThat(change.regions().get(EU).after()).isEqualTo(RegionChange.Targets.of(accounts(0, 2)));
    }

    @Test
    void addsTheBuildAccountWhenItsRemovalIsHeld() {
        fixture.active(PROD, accounts(1, 3));
        fixture.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 3), EU, accounts()), List.of());

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(fixture.configurations.held(EVERYWHERE).regions().get(EU).targets())
                .containsExactly(GoldenImages.OWNER, account(1), account(2));
        fixture.approve(
                InMemorySync.of(report, EVERYWHERE).digest().orElseThrow().hex());
        assertThat(fixture.configurations.held(EVERYWHERE).regions().get(EU).targets())
                .isEqualTo(accounts(1, 3));
    }

    @Test
    void removesNoAccountBecauseOfAnOutdatedRegistryRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        fixture.registry.afterReading(() -> fixture.active(PROD, accounts(0, 1)));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains(account(0).value(), "changed during the run");
        assertThat(fixture.outcomes(EVERYWHERE)).isEmpty();
        assertThat(InMemorySync.of(fixture.sync(), EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void removesNoAccountWhoseRowHasBecomeUnreadable() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 4));
        fixture.registry.afterReading(() -> fixture.registry.write(
                Map.of("accountId", new WrittenValue.Text(account(0).value()))));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void removesAccountsThatTheRegistryStillExcludes() {
        fixture.active(PROD, accounts(2, 44));
        fixture.put(account(0), AccountStatus.SUSPENDED, PROD);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 44));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 44));
    }

    @Test
    void changesNothingForTheSameRegistryTwice() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.sync();

        SyncReport again = fixture.sync();

        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void usesAnotherTokenForOtherAccountsOtherRegionsAndAnotherState() {
        fixture.active(PROD, accounts(1, 4));
        syncsFrom(accounts(1, 3), accounts(1, 4));
        syncsFrom(accounts(1, 4), accounts(1, 3));
        syncsFrom(accounts(1, 2), accounts(1, 4));
        fixture.active(PROD, accounts(4, 5));
        syncsFrom(accounts(1, 3), accounts(1, 4));

        assertThat(fixture.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void writesNothingInADryRun() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        declare("declared", "prod");

        SyncReport report = fixture.dryRun();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(fixture.configurations.tokens()).isEmpty();
        assertThat(fixture.ledger.states()).isEmpty();
        assertThat(fixture.outcomes(EVERYWHERE)).isEmpty();
        assertThat(report.configurations())
                .extracting(ConfigurationReport::outcome)
                .containsExactly(SyncOutcome.PLANNED, SyncOutcome.PLANNED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned().get(HOME).toAdd())
                .containsExactly(account(3));
    }

    @Test
    void neverReadsOrWritesAConfigurationWithoutTheTag() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = fixture.sync();
        SyncReport named = fixture.only(EVERYWHERE);

        assertThat(fixture.configurations.reads()).isEmpty();
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(report.configurations()).isEmpty();
        assertThat(named.failures()).singleElement().asString().contains("has no tag image-fanout:groups");
    }

    @Test
    void syncsOnlyTheRequestedConfiguration() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        fixture.configure(SANDBOXES, "prod", accounts(1, 2));

        fixture.only(EVERYWHERE);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(1, 2));
    }

    @Test
    void namesAMissingConfiguration() {
        DistributionConfigurationArn elsewhere = InMemorySync.arn(new Region("ap-south-1"), "everywhere");

        assertThat(fixture.only(EVERYWHERE).failures()).containsExactly("there is no configuration " + EVERYWHERE);
        assertThat(fixture.only(elsewhere).failures())
                .singleElement()
                .asString()
                .contains("source Regions");
    }

    @Test
    void holdsAMassRemovalButAddsAccounts() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport report = fixture.sync();

        ConfigurationReport held = InMemorySync.of(report, EVERYWHERE);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 6));
        assertThat(held.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(held.held().get(HOME).removals()).isEqualTo(accounts(0, 2));
        assertThat(held.applied().get(HOME).added()).containsExactly(account(5));
        assertThat(report.removalsHeld()).isEqualTo(2);
        assertThat(report.accountsAdded()).isEqualTo(1);
        assertThat(report.accountsRemoved()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.HELD);
        assertThat(state(EVERYWHERE).approvalDigest()).isEqualTo(held.digest());
        assertThat(state(EVERYWHERE).surplus()).isEqualTo(2);
    }

    @Test
    void keepsRemovalsOnHoldWhenAdditionsRaiseTheLimit() {
        fixture.active(PROD, accounts(4, 86));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 79));

        fixture.sync();
        SyncReport again = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 86));
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void keepsRemovalsOnHoldWhenARunCannotSeeThem() {
        fixture.active(PROD, accounts(4, 86));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 79));
        fixture.sync();
        fixture.configurations.failFor(EVERYWHERE);
        fixture.sync();
        fixture.configurations.recover();

        SyncReport again = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 86));
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void keepsRemovalsOnHoldWhileARowIsBad() {
        fixture.active(PROD, accounts(4, 86));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 79));
        fixture.sync();
        AccountId misspelt = account(50);
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(misspelt.value()),
                "status", new WrittenValue.Text(""),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        SyncReport meanwhile = fixture.sync();
        fixture.active(PROD, accounts(misspelt));

        SyncReport again = fixture.sync();

        assertThat(InMemorySync.of(meanwhile, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 86));
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void holdsAMassAdditionButRemovesAccounts() {
        fixture.active(PROD, accounts(1, 9));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));

        SyncReport report = fixture.sync();

        ConfigurationReport held = InMemorySync.of(report, EVERYWHERE);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(held.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(held.held()).isEqualTo(Map.of(HOME, new HeldAccounts(accounts(), accounts(3, 9))));
        assertThat(report.additionsHeld()).isEqualTo(6);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        assertThat(report.accountsAdded()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.HELD);
        assertThat(state(EVERYWHERE).approvalDigest()).isEqualTo(held.digest());
        assertThat(state(EVERYWHERE).missing()).isEqualTo(6);
    }

    @Test
    void holdsRemovalsAndAdditionsUnderOneDigest() {
        fixture.active(PROD, accounts(2, 9));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        String digest = digest(fixture.sync());
        SortedSet<AccountId> meanwhile = fixture.targets(EVERYWHERE);

        fixture.approve(digest);

        assertThat(meanwhile).isEqualTo(accounts(0, 3));
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 9));
        assertThat(fixture.ledger.held(EVERYWHERE)).isEqualTo(HeldAccounts.NONE);
    }

    @Test
    void keepsAdditionsOnHoldWhenTheLimitHasRisen() {
        fixture.active(PROD, accounts(0, 66));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 59));
        fixture.sync();
        fixture.configure(EVERYWHERE, "prod", Sorted.union(accounts(0, 59), accounts(100, 115)));
        fixture.active(PROD, accounts(100, 115));

        SyncReport again = fixture.sync();

        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(again.additionsHeld()).isEqualTo(7);
    }

    @Test
    void namesTheAccountsThatTheRegistryNeverHad() {
        fixture.active(PROD, accounts(0, 3));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        SyncReport first = run();
        fixture.active(PROD, accounts(3, 5));
        SyncReport dry = fixture.dryRun();
        SyncReport unnoted = fixture.sync();
        SyncReport noted = run();
        fixture.registry.delete(account(4));
        fixture.sync();
        fixture.active(PROD, accounts(4, 5));

        assertThat(first.firstSeen()).isEmpty();
        assertThat(dry.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(unnoted.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(noted.firstSeen()).isEqualTo(accounts(3, 5));
        assertThat(run().firstSeen()).isEmpty();
    }

    /** A run that reports what it has seen. */
    private SyncReport run() {
        SyncReport report = fixture.sync();
        fixture.syncDistributions().note(report);
        return report;
    }

    @Test
    void removesASingleAccountOnceTheOthersAreWantedAgain() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        fixture.sync();
        fixture.active(PROD, accounts(1, 2));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 5));
    }

    @Test
    void appliesExactlyTheApprovedPlan() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(fixture.sync());

        SyncReport report = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
        assertThat(report.isApprovalMatched()).isTrue();
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void appliesAPlanThatWasApprovedAfterADryRun() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(fixture.dryRun());

        fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
    }

    @Test
    void approvesForOneRunOnly() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(fixture.sync());
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
        String digest = digest(fixture.sync());
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
        assertEnded(approval, "the plan on hold has another digest by now: " + digest(report));
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
        Change started = new Change(
                EVERYWHERE,
                InMemorySync.NOON,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                InMemorySync.BY_HAND,
                approval.digest(),
                Optional.of(approval),
                ChangeOutcome.STARTED,
                Optional.empty(),
                new TreeMap<>(Map.of(HOME, new RegionChange(HOME, accounts(0, 5), accounts(), accounts(0, 2)))));
        fixture.ledger.record(started);
        fixture.configure(EVERYWHERE, "prod", accounts(2, 5));

        fixture.sync();

        assertThat(fixture.ledger.approval(EVERYWHERE)).isEmpty();
        assertThat(last().outcome()).isEqualTo(ChangeOutcome.APPLIED);
    }

    /** Two of five accounts have left, and a person approves their removal. */
    private Approval approveHeldRemovals() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        Approval approval = InMemorySync.approval(digest(fixture.sync()));
        fixture.ledger.approve(EVERYWHERE, approval);
        return approval;
    }

    private Change last() {
        return fixture.ledger.changes(EVERYWHERE, Optional.empty(), 1).items().get(0);
    }

    @Test
    void plansAgainAfterAConcurrentUpdate() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.onceBeforeReplace(() -> {
            fixture.configure(EVERYWHERE, "prod", accounts(2, 3));
            fixture.touch(EVERYWHERE, "{\"description\":\"somebody else's\"}");
        });

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.configurations.held(EVERYWHERE).rest().json()).contains("somebody else's");
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(InMemorySync.of(report, EVERYWHERE).applied().get(HOME).added())
                .isEqualTo(accounts(account(1), account(3)));
    }

    @Test
    void rejectsAnApprovalAfterAConcurrentUpdateChangedThePlan() {
        fixture.active(PROD, accounts(3, 6));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 6));
        String digest = digest(fixture.dryRun());
        fixture.configurations.onceBeforeReplace(() -> fixture.configure(EVERYWHERE, "prod", accounts(0, 5)));

        SyncReport report = fixture.approve(digest);

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 6));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void failsAfterRepeatedConcurrentUpdates() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 4));
        fixture.configurations.beforeReplace(() -> fixture.touch(EVERYWHERE, "{}"));

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned()).isNotEmpty();
        assertThat(InMemorySync.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(fixture.outcomes(EVERYWHERE)).containsOnly(ChangeOutcome.ABANDONED);
    }

    @Test
    void detectsAnUpdateThatDoesNotReadBackAsSent() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.afterReplace(() -> fixture.touch(EVERYWHERE, "{\"description\":\"lost\"}"));

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems()).singleElement().asString().contains("read back");
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
    }

    @Test
    void acceptsAChangeWhoseAnswerWasLost() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.ANSWER_LOST);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(fixture.configurations.tokens()).hasSize(1);
    }

    @Test
    void reportsARejectedChangeAndContinues() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 4));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(InMemorySync.of(report, EVERYWHERE).planned().get(HOME).toAdd())
                .containsExactly(account(3));
        assertThat(InMemorySync.of(report, EVERYWHERE).failure()).isPresent();
        assertThat(InMemorySync.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(report.configurationsOutOfSync()).isEqualTo(1);
    }

    @Test
    void repairsAFailureInTheNextRun() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);
        fixture.sync();
        fixture.configurations.recover();

        assertThat(fixture.sync().problems()).isEmpty();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void continuesWhenOneConfigurationCannotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 3));
        fixture.sync();
        fixture.active(PROD, accounts(4, 5));
        fixture.configurations.failFor(EVERYWHERE);

        SyncReport report = fixture.sync();

        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(1, 5));
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
        // Its earlier state is kept.
        assertThat(fixture.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(1, 4), accounts(), accounts()));
    }

    @Test
    void changesNothingWithoutAnAudit() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.ledger.fail();

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void plansNothingFromAnIncompleteRegistry() {
        fixture.active(PROD, accounts(0, 40));
        fixture.registry.rowsPerPage(10);
        fixture.configure(EVERYWHERE, "prod", accounts(0, 40));
        fixture.registry.failAtPage(4);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 40));
        assertThat(report.configurations()).isEmpty();
        assertThat(report.problems()).singleElement().asString().contains("page 4");
    }

    @Test
    void changesNothingWhenTheRegistryHasBecomeEmpty() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        fixture.sync();
        fixture.registry.clear();

        SyncReport report = fixture.sync();
        fixture.configurations.failFor(EVERYWHERE);
        fixture.sync();
        fixture.configurations.recover();
        SyncReport again = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
    }

    @Test
    void waitsForTheSeedOfATaggedConfiguration() {
        fixture.active(SANDBOX, accounts(7, 8));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));

        SyncReport dry = fixture.dryRun();
        fixture.sync();
        SyncReport again = fixture.sync();
        SyncState waiting = state(EVERYWHERE);
        fixture.seedRegistry().seed(EVERYWHERE, Optional.empty(), SyncRequest.Mode.APPLY);
        SyncReport seeded = fixture.sync();

        for (SyncReport report : List.of(dry, again)) {
            ConfigurationReport tagged = InMemorySync.of(report, EVERYWHERE);
            assertThat(tagged.outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
            assertThat(tagged.planned()).isEmpty();
            assertThat(tagged.reasons()).singleElement().asString().contains("[prod]", "\"seedRegistry\": true");
            assertThat(report.problems()).isEmpty();
            assertThat(report.configurationsOutOfSync()).isZero();
        }
        assertThat(waiting.status()).isEqualTo(SyncStatus.WAITING_FOR_SEED);
        assertThat(waiting.surplus()).isZero();
        assertThat(InMemorySync.of(seeded, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void waitsForASeedThatIsNotFinished() {
        fixture.active(PROD, accounts(0, 1));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));
        fixture.ledger.beginSeeding(EVERYWHERE);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.WAITING_FOR_SEED);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void removesAnAccountThatAnotherSettingNamesOnlyWhenThePlanIsApproved() {
        fixture.active(PROD, accounts(2, 45));
        configureWithParameterOf(account(0));

        SyncReport report = fixture.sync();
        SyncReport again = fixture.sync();
        SyncState held = state(EVERYWHERE);
        SyncReport approved =
                fixture.approve(held.approvalDigest().orElseThrow().hex());

        ConfigurationReport first = InMemorySync.of(report, EVERYWHERE);
        assertThat(first.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(first.applied().get(HOME).removed()).containsExactly(account(1));
        assertThat(first.held().get(HOME).removals()).containsExactly(account(0));
        assertThat(first.reasons())
                .singleElement()
                .asString()
                .contains("ssmParameterConfigurations/0", account(0).value());
        assertThat(InMemorySync.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(report.problems()).isEmpty();
        assertThat(report.removalsHeld()).isEqualTo(1);
        assertThat(held.status()).isEqualTo(SyncStatus.HELD);
        assertThat(InMemorySync.of(approved, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(InMemorySync.of(approved, EVERYWHERE).reasons())
                .singleElement()
                .asString()
                .contains("distributions to the Region fail");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(2, 45));
    }

    @Test
    void removesTheAccountOnceTheSettingNamesAnother() {
        fixture.active(PROD, accounts(1, 45));
        configureWithParameterOf(account(0));
        fixture.sync();
        SortedSet<AccountId> meanwhile = fixture.targets(EVERYWHERE);
        configureWithParameterOf(account(1));

        SyncReport report = fixture.sync();

        assertThat(meanwhile).isEqualTo(accounts(0, 45));
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 45));
    }

    @Test
    void appliesAPlanTwiceWithinOneInstant() {
        fixture.configurations.freezeUpdatedAt();
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        for (int i = 0; i < 4; i++) {
            fixture.active(PROD, accounts(2, 3));
            fixture.sync();
            fixture.registry.delete(account(2));
            fixture.sync();
        }

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(fixture.configurations.tokens()).hasSize(7).doesNotHaveDuplicates();
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(7).containsOnly(ChangeOutcome.APPLIED);
    }

    @Test
    void warnsOfAStatusThatItDoesNotKnowAndRemovesNobody() {
        fixture.active(PROD, accounts(1, 3));
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(0).value()),
                "status", new WrittenValue.Text("Hibernating"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 2));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains(account(0).value(), "Hibernating");
    }

    @Test
    void syncsAnAccountWhoseNameIsNull() {
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text(account(0).value()),
                "status", new WrittenValue.Text("active"),
                "name", new WrittenValue.Other("null"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts());

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 1));
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).singleElement().asString().contains("name is null");
    }

    /** A configuration of 45 accounts, with a parameter that must belong to a target account. */
    private void configureWithParameterOf(AccountId account) {
        fixture.configurations.put(new DistributionConfiguration(
                EVERYWHERE,
                "everywhere",
                Optional.of("prod"),
                Optional.empty(),
                "",
                new TreeMap<>(Map.of(
                        HOME,
                        new ConfiguredRegion(
                                HOME,
                                accounts(0, 45),
                                true,
                                List.of(new AccountReference(account, "ssmParameterConfigurations/0")),
                                List.of()))),
                List.of(),
                new Settings("{}")));
    }

    @Test
    void namesABadRowAndTheConfigurationsThatItBlocks() {
        fixture.active(PROD, accounts(1, 4));
        fixture.active(SANDBOX, accounts(7, 8));
        fixture.registry.write(Map.of(
                "accountId", new WrittenValue.Text("12345678901"),
                "status", new WrittenValue.Text("ACTIVE"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));
        fixture.configure(SANDBOXES, "sandbox", accounts());

        SyncReport report = fixture.sync();

        assertThat(report.badRows()).singleElement().asString().contains("12345678901");
        assertThat(InMemorySync.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(InMemorySync.of(report, EVERYWHERE).reasons())
                .singleElement()
                .asString()
                .contains("12345678901");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(fixture.targets(SANDBOXES)).isEqualTo(accounts(7, 8));
    }

    @Test
    void skipsAConfigurationThatCannotBeWrittenBack() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(1, 2)), List.of("unknown setting /brandNew"));

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(report.problems()).singleElement().asString().contains("/brandNew");
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.SKIPPED);
        assertThat(state(EVERYWHERE).missing()).isEqualTo(2);
    }

    @Test
    void skipsAConfigurationWithAMalformedTag() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod,sandbox", accounts(1, 2));

        SyncReport report = fixture.sync();

        assertThat(report.problems()).singleElement().asString().contains("prod,sandbox");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
    }

    @Test
    void continuesWhenOneSourceRegionCannotBeListed() {
        fixture.configurations.fail(PortMethod.ALL, Failure.REFUSED);
        fixture.configure(EVERYWHERE, "prod", accounts(1, 2));

        SyncReport report = fixture.sync();

        assertThat(report.failures()).hasSize(2);
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void syncsEverySourceRegion() {
        DistributionConfigurationArn european = InMemorySync.arn(EU, "everywhere");
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(european, "prod", accounts(1, 3));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(fixture.targets(european)).isEqualTo(accounts(1, 4));
    }

    @Test
    void usesAnotherTokenForEachChangeBackAndForth() {
        fixture.active(PROD, accounts(0, 2));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        fixture.sync();
        fixture.active(PROD, accounts(2, 3));
        fixture.sync();
        fixture.registry.delete(account(2));
        fixture.sync();
        fixture.active(PROD, accounts(2, 3));
        fixture.sync();

        assertThat(fixture.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
        assertThat(fixture.configurations.tokens())
                .allSatisfy(token -> assertThat(token.hex().length()).isLessThanOrEqualTo(36));
    }

    @Test
    void startsNoChangeWhenNoTimeIsLeft() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.deadline = () -> Duration.ofSeconds(5);

        SyncReport report = fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(report.problems()).singleElement().asString().contains("time");
    }

    @Test
    void forgetsAConfigurationThatIsNoLongerManaged() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.configure(SANDBOXES, "prod", accounts(1, 3));
        fixture.sync();
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 3)), List.of());

        fixture.sync();

        assertThat(fixture.ledger.states()).extracting(SyncState::configuration).containsExactly(SANDBOXES);
        assertThat(fixture.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void forgetsADeclaredConfigurationWhoseTagWasRemoved() {
        fixture.active(PROD, accounts(1, 4));
        declare("everywhere", "prod");
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 4)), List.of());

        SyncReport report = fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.ledger.states()).isEmpty();
    }

    @Test
    void forgetsNothingWhenTheListCouldNotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        fixture.sync();
        fixture.configurations.fail(PortMethod.ALL, Failure.REFUSED);

        fixture.sync();

        assertThat(fixture.ledger.states()).hasSize(1);
    }

    @Test
    void showsTheDriftOfEveryRegion() {
        fixture.active(PROD, accounts(2, 6));
        fixture.configure(
                EVERYWHERE,
                Optional.of("prod"),
                new TreeMap<>(Map.of(HOME, accounts(0, 6), EU, accounts(2, 6))),
                List.of());

        fixture.sync();

        assertThat(fixture.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(0, 6), accounts(), accounts(0, 2)))
                .containsEntry(EU, new RegionDrift(EU, accounts(2, 6), accounts(), accounts()));
    }

    @Test
    void reportsAnUnknownOutcomeOfAKilledRunWhenTheConfigurationHasChangedSince() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 4));
        Change started = new Change(
                EVERYWHERE,
                Instant.parse("2026-01-01T00:00:00Z"),
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                InMemorySync.BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"),
                Optional.empty(),
                ChangeOutcome.STARTED,
                Optional.empty(),
                new TreeMap<>(Map.of(HOME, new RegionChange(HOME, accounts(5, 7), accounts(7, 8), accounts()))));
        fixture.ledger.record(started);

        fixture.dryRun();
        List<ChangeOutcome> afterADryRun = fixture.outcomes(EVERYWHERE);
        fixture.sync();

        assertThat(afterADryRun).containsExactly(ChangeOutcome.STARTED);
        assertThat(fixture.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(fixture.ledger
                        .changes(EVERYWHERE, Optional.empty(), 1)
                        .items()
                        .get(0)
                        .detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("unknown whether it was applied"));
    }

    @Test
    void createsNothingWithoutAnAudit() {
        fixture.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        fixture.ledger.fail();

        SyncReport report = fixture.sync();

        assertThat(report.problems()).anyMatch(trouble -> trouble.contains("declared"));
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void createsNothingOnceAnImportHasBegun() {
        fixture.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        fixture.configurations.beforeRead(() -> fixture.registry.mark(
                ImportMark.NONE,
                ImportMark.NONE.standing(
                        "import", InMemorySync.NOON, InMemorySync.NOON, new TreeMap<>(), Optional.empty())));

        SyncReport report = fixture.sync();

        assertThat(report.problems())
                .as("no failure: the end of the import starts a sync")
                .isEmpty();
        assertThat(report.configurations()).singleElement().satisfies(declared -> assertThat(declared.reasons())
                .singleElement()
                .asString()
                .contains("an import of accounts has begun"));
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void createsADeclaredConfigurationOnce() {
        fixture.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        DistributionConfigurationArn arn = InMemorySync.arn(HOME, "declared");

        SyncReport first = fixture.sync();
        SyncReport second = fixture.sync();

        assertThat(fixture.targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(InMemorySync.of(first, arn).outcome()).isEqualTo(SyncOutcome.CREATED);
        assertThat(InMemorySync.of(second, arn).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(arn)).containsExactly(ChangeOutcome.CREATED);
        assertThat(first.accountsAdded()).isEqualTo(3);
        assertThat(state(arn).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void findsADeclaredConfigurationAfterALostAnswer() {
        fixture.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        fixture.configurations.fail(PortMethod.CREATE, Failure.ANSWER_LOST);
        SyncReport first = fixture.sync();
        fixture.configurations.recover();

        SyncReport second = fixture.sync();

        assertThat(first.problems()).hasSize(1);
        assertThat(second.problems()).isEmpty();
        assertThat(fixture.configurations.tokens()).hasSize(1);
        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(state(InMemorySync.arn(HOME, "declared")).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void doesNotClaimAConfigurationThatAnotherCallerCreated() {
        takenBeforeItIsListed();

        SyncReport report = fixture.sync();
        fixture.configurations.recover();
        fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).isEmpty();
    }

    @Test
    void auditsACreationOfAKilledRunOnceItIsListed() {
        takenBeforeItIsListed();
        Creation dead = new Creation(
                HOME,
                "declared",
                Instant.EPOCH,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                new SyncTrigger(SyncTrigger.Kind.MANUAL, "a person"),
                new Digest("0123456789abcdef0123456789abcdef"));
        fixture.ledger.beginCreation(dead);

        fixture.sync();
        fixture.configurations.recover();
        fixture.sync();

        assertThat(fixture.outcomes(InMemorySync.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(fixture.ledger.creation(HOME, "declared")).isEmpty();
    }

    private void takenBeforeItIsListed() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(InMemorySync.arn(HOME, "declared"), "prod", accounts(1, 4));
        fixture.configurations.unlist(InMemorySync.arn(HOME, "declared"));
        declare("declared", "prod");
    }

    @Test
    void createsNoConfigurationWithoutAccounts() {
        declare("declared", "prod");

        SyncReport report = fixture.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(fixture.configurations.tokens()).isEmpty();
    }

    @Test
    void doesNotManageADeclaredConfigurationWithoutTheTag() {
        fixture.active(PROD, accounts(1, 4));
        declare("everywhere", "prod");
        fixture.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = fixture.sync();

        assertThat(report.problems()).singleElement().asString().contains("has no tag");
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @Test
    void namesABadDeclarationAndContinues() {
        fixture.active(PROD, accounts(1, 4));
        fixture.declarations.write(Map.of("name", new WrittenValue.Text("half done")));
        declare("declared", "prod");

        SyncReport report = fixture.sync();

        assertThat(report.badRows()).singleElement().asString().contains("half done");
        assertThat(fixture.targets(InMemorySync.arn(HOME, "declared"))).isEqualTo(accounts(1, 4));
    }

    @Test
    void syncsExistingConfigurationsWhenTheDeclarationsCannotBeRead() {
        fixture.active(PROD, accounts(1, 4));
        fixture.configure(EVERYWHERE, "prod", accounts(1, 3));
        fixture.declarations.fail();

        SyncReport report = fixture.sync();

        assertThat(report.failures()).hasSize(1);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
    }

    private void syncsFrom(SortedSet<AccountId> atHome, SortedSet<AccountId> inEurope) {
        fixture.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, atHome, new Region("eu-west-1"), inEurope), List.of());
        fixture.sync();
    }

    private void declare(String name, String group) {
        fixture.declarations.write(Map.of(
                "name", new WrittenValue.Text(name),
                "regions", new WrittenValue.Texts(List.of("us-east-1", "eu-west-1")),
                "groups", new WrittenValue.Texts(List.of(group)),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}")));
    }

    private SyncState state(DistributionConfigurationArn arn) {
        return fixture.ledger.configuration(arn).orElseThrow().state();
    }

    private static String digest(SyncReport report) {
        return InMemorySync.of(report, EVERYWHERE).digest().map(Digest::hex).orElseThrow();
    }
}
