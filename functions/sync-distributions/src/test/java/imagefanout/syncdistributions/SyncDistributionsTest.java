package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.Room.EU;
import static imagefanout.syncdistributions.Room.EVERYWHERE;
import static imagefanout.syncdistributions.Room.HOME;
import static imagefanout.syncdistributions.Room.PROD;
import static imagefanout.syncdistributions.Room.SANDBOX;
import static imagefanout.syncdistributions.Room.SANDBOXES;
import static imagefanout.syncdistributions.Room.account;
import static imagefanout.syncdistributions.Room.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.Creation;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.InMemoryDistributionConfigurations.Failure;
import imagefanout.testing.InMemoryDistributionConfigurations.PortMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SyncDistributionsTest {
    private final Room room = new Room();

    @Test
    void setsTheTargetAccountsOfTheRegistry() {
        room.active(PROD, accounts(1, 4));
        room.put(account(0), AccountStatus.SUSPENDED, PROD);
        room.configure(EVERYWHERE, "prod", accounts(0, 3));

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(report.problems()).isEmpty();
        assertThat(report.accountsAdded()).isEqualTo(1);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        assertThat(report.configurationsOutOfSync()).isZero();
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
    }

    @Test
    void recordsAnAuditOfEachChange() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));

        room.sync();

        Change change =
                room.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(room.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(change.trigger()).isEqualTo(Room.BY_HAND);
        assertThat(change.regions().get(HOME).before()).isEqualTo(accounts(0, 3));
        assertThat(change.regions().get(HOME).after()).isEqualTo(accounts(1, 4));
    }

    @Test
    void warnsWhenTheBuildAccountLeavesARegionWithoutTargetAccounts() {
        room.active(PROD, accounts(0, 2));
        room.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 2), EU, accounts()), List.of());

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).applied().get(EU).removed()).containsExactly(GoldenImages.OWNER);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        Change change =
                room.ledger.changes(EVERYWHERE, Optional.empty(), 10).items().get(0);
        assertThat(change.regions().get(EU).removed()).containsExactly(GoldenImages.OWNER);
        assertThat(change.regions().get(EU).after()).isEqualTo(accounts(0, 2));
    }

    @Test
    void addsTheBuildAccountWhenItsRemovalIsHeld() {
        room.active(PROD, accounts(1, 3));
        room.configure(EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(0, 3), EU, accounts()), List.of());

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(room.configurations.held(EVERYWHERE).regions().get(EU).targets())
                .containsExactly(GoldenImages.OWNER, account(1), account(2));
        room.approve(Room.of(report, EVERYWHERE).digest().orElseThrow().hex());
        assertThat(room.configurations.held(EVERYWHERE).regions().get(EU).targets())
                .isEqualTo(accounts(1, 3));
    }

    @Test
    void removesNoAccountBecauseOfAnOutdatedRegistryRead() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(0, 4));
        room.registry.afterReading(() -> room.active(PROD, accounts(0, 1)));

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains(account(0).value(), "changed during the run");
        assertThat(room.outcomes(EVERYWHERE)).isEmpty();
        assertThat(Room.of(room.sync(), EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
    }

    @Test
    void removesNoAccountWhoseRowHasBecomeUnreadable() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(0, 4));
        room.registry.afterReading(() -> room.registry.write(
                Map.of("accountId", new WrittenValue.Text(account(0).value()))));

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 4));
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void removesAccountsThatTheRegistryStillExcludes() {
        room.active(PROD, accounts(2, 44));
        room.put(account(0), AccountStatus.SUSPENDED, PROD);
        room.configure(EVERYWHERE, "prod", accounts(0, 44));

        room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(2, 44));
    }

    @Test
    void changesNothingForTheSameRegistryTwice() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));
        room.sync();

        SyncReport again = room.sync();

        assertThat(Room.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(room.configurations.tokens()).hasSize(1);
        assertThat(room.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void usesAnotherTokenForOtherAccountsOtherRegionsAndAnotherState() {
        room.active(PROD, accounts(1, 4));
        syncsFrom(accounts(1, 3), accounts(1, 4));
        syncsFrom(accounts(1, 4), accounts(1, 3));
        syncsFrom(accounts(1, 2), accounts(1, 4));
        room.active(PROD, accounts(4, 5));
        syncsFrom(accounts(1, 3), accounts(1, 4));

        assertThat(room.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void writesNothingInADryRun() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));
        declare("declared", "prod");

        SyncReport report = room.dryRun();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(room.configurations.tokens()).isEmpty();
        assertThat(room.ledger.states()).isEmpty();
        assertThat(room.outcomes(EVERYWHERE)).isEmpty();
        assertThat(report.configurations())
                .extracting(ConfigurationReport::outcome)
                .containsExactly(SyncOutcome.PLANNED, SyncOutcome.PLANNED);
        assertThat(Room.of(report, EVERYWHERE).planned().get(HOME).toAdd()).containsExactly(account(3));
    }

    @Test
    void neverReadsOrWritesAConfigurationWithoutTheTag() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = room.sync();
        SyncReport named = room.only(EVERYWHERE);

        assertThat(room.configurations.reads()).isEmpty();
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
        assertThat(report.configurations()).isEmpty();
        assertThat(named.failures()).singleElement().asString().contains("has no tag image-fanout:groups");
    }

    @Test
    void syncsOnlyTheRequestedConfiguration() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 2));
        room.configure(SANDBOXES, "prod", accounts(1, 2));

        room.only(EVERYWHERE);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(room.targets(SANDBOXES)).isEqualTo(accounts(1, 2));
    }

    @Test
    void namesAMissingConfiguration() {
        DistributionConfigurationArn elsewhere = Room.arn(new Region("ap-south-1"), "everywhere");

        assertThat(room.only(EVERYWHERE).failures()).containsExactly("there is no configuration " + EVERYWHERE);
        assertThat(room.only(elsewhere).failures()).singleElement().asString().contains("source Regions");
    }

    @Test
    void holdsAMassRemovalButAddsAccounts() {
        room.active(PROD, accounts(2, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport report = room.sync();

        ConfigurationReport held = Room.of(report, EVERYWHERE);
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 6));
        assertThat(held.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(held.held().get(HOME)).isEqualTo(accounts(0, 2));
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
        room.active(PROD, accounts(4, 90));
        room.configure(EVERYWHERE, "prod", accounts(0, 79));

        room.sync();
        SyncReport again = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 90));
        assertThat(Room.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void keepsRemovalsOnHoldWhenARunCannotSeeThem() {
        room.active(PROD, accounts(4, 90));
        room.configure(EVERYWHERE, "prod", accounts(0, 79));
        room.sync();
        room.configurations.failFor(EVERYWHERE);
        room.sync();
        room.configurations.recover();

        SyncReport again = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 90));
        assertThat(Room.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void keepsRemovalsOnHoldWhileARowIsBad() {
        room.active(PROD, accounts(4, 90));
        room.configure(EVERYWHERE, "prod", accounts(0, 79));
        room.sync();
        AccountId misspelt = account(50);
        room.registry.write(Map.of(
                "accountId", new WrittenValue.Text(misspelt.value()),
                "status", new WrittenValue.Text("active"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        SyncReport meanwhile = room.sync();
        room.active(PROD, accounts(misspelt));

        SyncReport again = room.sync();

        assertThat(Room.of(meanwhile, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 90));
        assertThat(Room.of(again, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void removesASingleAccountOnceTheOthersAreWantedAgain() {
        room.active(PROD, accounts(2, 5));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        room.sync();
        room.active(PROD, accounts(1, 2));

        room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 5));
    }

    @Test
    void appliesExactlyTheApprovedPlan() {
        room.active(PROD, accounts(2, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(room.sync());

        SyncReport report = room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
        assertThat(report.isApprovalMatched()).isTrue();
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void appliesAPlanThatWasApprovedAfterADryRun() {
        room.active(PROD, accounts(2, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(room.dryRun());

        room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(2, 6));
    }

    @Test
    void approvesForOneRunOnly() {
        room.active(PROD, accounts(2, 5));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(room.sync());
        room.approve(digest);
        room.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport unasked = room.sync();
        SyncReport again = room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(Room.of(unasked, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(again.isApprovalMatched()).isFalse();
    }

    @Test
    void approvesOnlyOneConfiguration() {
        room.active(PROD, accounts(2, 5));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        room.configure(SANDBOXES, "prod", accounts(0, 5));
        String digest = Room.of(room.sync(), EVERYWHERE).digest().orElseThrow().hex();

        room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(2, 5));
        assertThat(room.targets(SANDBOXES)).isEqualTo(accounts(0, 5));
    }

    @Test
    void rejectsAnApprovalOfAPlanThatHasChanged() {
        room.active(PROD, accounts(2, 5));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));
        String digest = digest(room.sync());
        room.registry.delete(account(4));

        SyncReport report = room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(report.isApprovalMatched()).isFalse();
    }

    @Test
    void rejectsAnyOtherTextAsApproval() {
        room.active(PROD, accounts(2, 5));
        room.configure(EVERYWHERE, "prod", accounts(0, 5));

        SyncReport report = room.approve("yes");

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 5));
        assertThat(report.isApprovalMatched()).isFalse();
    }

    @Test
    void plansAgainAfterAConcurrentUpdate() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        onceBeforeReplace(() -> {
            room.configure(EVERYWHERE, "prod", accounts(2, 3));
            room.touch(EVERYWHERE, "{\"description\":\"somebody else's\"}");
        });

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(room.configurations.held(EVERYWHERE).rest().json()).contains("somebody else's");
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(Room.of(report, EVERYWHERE).applied().get(HOME).added()).isEqualTo(accounts(account(1), account(3)));
    }

    @Test
    void rejectsAnApprovalAfterAConcurrentUpdateChangedThePlan() {
        room.active(PROD, accounts(3, 6));
        room.configure(EVERYWHERE, "prod", accounts(0, 6));
        String digest = digest(room.dryRun());
        onceBeforeReplace(() -> room.configure(EVERYWHERE, "prod", accounts(0, 5)));

        SyncReport report = room.approve(digest);

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 6));
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.HELD);
    }

    @Test
    void failsAfterRepeatedConcurrentUpdates() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configure(SANDBOXES, "prod", accounts(1, 4));
        room.configurations.beforeReplace(() -> room.touch(EVERYWHERE, "{}"));

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(Room.of(report, EVERYWHERE).planned()).isNotEmpty();
        assertThat(Room.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(room.outcomes(EVERYWHERE)).containsOnly(ChangeOutcome.ABANDONED);
    }

    @Test
    void detectsAnUpdateThatDoesNotReadBackAsSent() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configurations.afterReplace(() -> room.touch(EVERYWHERE, "{\"description\":\"lost\"}"));

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(report.problems()).singleElement().asString().contains("read back");
        assertThat(room.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
    }

    @Test
    void acceptsAChangeWhoseAnswerWasLost() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configurations.fail(PortMethod.REPLACE, Failure.ANSWER_LOST);

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.APPLIED);
        assertThat(room.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.APPLIED);
        assertThat(room.configurations.tokens()).hasSize(1);
    }

    @Test
    void reportsARejectedChangeAndContinues() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configure(SANDBOXES, "prod", accounts(1, 4));
        room.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(Room.of(report, EVERYWHERE).planned().get(HOME).toAdd()).containsExactly(account(3));
        assertThat(Room.of(report, EVERYWHERE).failure()).isPresent();
        assertThat(Room.of(report, SANDBOXES).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(room.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(report.configurationsOutOfSync()).isEqualTo(1);
    }

    @Test
    void repairsAFailureInTheNextRun() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configurations.fail(PortMethod.REPLACE, Failure.REFUSED);
        room.sync();
        room.configurations.recover();

        assertThat(room.sync().problems()).isEmpty();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void continuesWhenOneConfigurationCannotBeRead() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configure(SANDBOXES, "prod", accounts(1, 3));
        room.sync();
        room.active(PROD, accounts(4, 5));
        room.configurations.failFor(EVERYWHERE);

        SyncReport report = room.sync();

        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
        assertThat(room.targets(SANDBOXES)).isEqualTo(accounts(1, 5));
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.FAILED);
        // What was known of it before is known still.
        assertThat(room.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(1, 4), accounts(), accounts()));
    }

    @Test
    void changesNothingWithoutAnAudit() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.ledger.fail();

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.FAILED);
    }

    @Test
    void plansNothingFromAnIncompleteRegistry() {
        room.active(PROD, accounts(0, 40));
        room.registry.rowsPerPage(10);
        room.configure(EVERYWHERE, "prod", accounts(0, 40));
        room.registry.failAtPage(4);

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 40));
        assertThat(report.configurations()).isEmpty();
        assertThat(report.problems()).singleElement().asString().contains("page 4");
    }

    @Test
    void changesNothingWhenTheRegistryIsEmpty() {
        room.configure(EVERYWHERE, "prod", accounts(0, 2));

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 2));
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
    }

    @Test
    void namesABadRowAndTheConfigurationsThatItBlocks() {
        room.active(PROD, accounts(1, 4));
        room.active(SANDBOX, accounts(7, 8));
        room.registry.write(Map.of(
                "accountId", new WrittenValue.Text("12345678901"),
                "status", new WrittenValue.Text("ACTIVE"),
                "groups", new WrittenValue.Texts(List.of("prod"))));
        room.configure(EVERYWHERE, "prod", accounts(1, 2));
        room.configure(SANDBOXES, "sandbox", accounts());

        SyncReport report = room.sync();

        assertThat(report.badRows()).singleElement().asString().contains("12345678901");
        assertThat(Room.of(report, EVERYWHERE).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(Room.of(report, EVERYWHERE).reasons())
                .singleElement()
                .asString()
                .contains("12345678901");
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(room.targets(SANDBOXES)).isEqualTo(accounts(7, 8));
    }

    @Test
    void skipsAConfigurationThatCannotBeWrittenBack() {
        room.active(PROD, accounts(1, 4));
        room.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, accounts(1, 2)), List.of("unknown setting /brandNew"));

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
        assertThat(report.problems()).singleElement().asString().contains("/brandNew");
        assertThat(state(EVERYWHERE).status()).isEqualTo(SyncStatus.SKIPPED);
        assertThat(state(EVERYWHERE).missing()).isEqualTo(2);
    }

    @Test
    void skipsAConfigurationWithAMalformedTag() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod,sandbox", accounts(1, 2));

        SyncReport report = room.sync();

        assertThat(report.problems()).singleElement().asString().contains("prod,sandbox");
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 2));
    }

    @Test
    void continuesWhenOneSourceRegionCannotBeListed() {
        room.configurations.fail(PortMethod.ALL, Failure.REFUSED);
        room.configure(EVERYWHERE, "prod", accounts(1, 2));

        SyncReport report = room.sync();

        assertThat(report.failures()).hasSize(2);
        assertThat(room.ledger.states()).isEmpty();
    }

    @Test
    void syncsEverySourceRegion() {
        DistributionConfigurationArn european = Room.arn(EU, "everywhere");
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configure(european, "prod", accounts(1, 3));

        room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
        assertThat(room.targets(european)).isEqualTo(accounts(1, 4));
    }

    @Test
    void usesAnotherTokenForEachChangeBackAndForth() {
        room.active(PROD, accounts(0, 2));
        room.configure(EVERYWHERE, "prod", accounts(0, 3));
        room.sync();
        room.active(PROD, accounts(2, 3));
        room.sync();
        room.registry.delete(account(2));
        room.sync();
        room.active(PROD, accounts(2, 3));
        room.sync();

        assertThat(room.configurations.tokens()).hasSize(4).doesNotHaveDuplicates();
        assertThat(room.configurations.tokens())
                .allSatisfy(token -> assertThat(token.hex().length()).isLessThanOrEqualTo(36));
    }

    @Test
    void startsNoChangeWhenNoTimeIsLeft() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.deadline = () -> Duration.ofSeconds(5);

        SyncReport report = room.sync();

        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(report.problems()).singleElement().asString().contains("time");
    }

    @Test
    void forgetsAConfigurationThatIsNoLongerManaged() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.configure(SANDBOXES, "prod", accounts(1, 3));
        room.sync();
        room.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 3)), List.of());

        room.sync();

        assertThat(room.ledger.states()).extracting(SyncState::configuration).containsExactly(SANDBOXES);
        assertThat(room.outcomes(EVERYWHERE)).hasSize(1);
    }

    @Test
    void forgetsADeclaredConfigurationWhoseTagWasRemoved() {
        room.active(PROD, accounts(1, 4));
        declare("everywhere", "prod");
        room.configure(EVERYWHERE, "prod", accounts(1, 4));
        room.sync();
        room.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(1, 4)), List.of());

        SyncReport report = room.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(room.ledger.states()).isEmpty();
    }

    @Test
    void forgetsNothingWhenTheListCouldNotBeRead() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 4));
        room.sync();
        room.configurations.fail(PortMethod.ALL, Failure.REFUSED);

        room.sync();

        assertThat(room.ledger.states()).hasSize(1);
    }

    @Test
    void showsTheDriftOfEveryRegion() {
        room.active(PROD, accounts(2, 6));
        room.configure(
                EVERYWHERE,
                Optional.of("prod"),
                new TreeMap<>(Map.of(HOME, accounts(0, 6), EU, accounts(2, 6))),
                List.of());

        room.sync();

        assertThat(room.ledger.configuration(EVERYWHERE).orElseThrow().regions())
                .containsEntry(HOME, new RegionDrift(HOME, accounts(0, 6), accounts(), accounts(0, 2)))
                .containsEntry(EU, new RegionDrift(EU, accounts(2, 6), accounts(), accounts()));
    }

    @Test
    void reportsAnUnknownOutcomeOfAKilledRunWhenTheConfigurationHasChangedSince() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 4));
        Change started = new Change(
                EVERYWHERE,
                Instant.parse("2026-01-01T00:00:00Z"),
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                Room.BY_HAND,
                new Digest("0123456789abcdef0123456789abcdef"),
                ChangeOutcome.STARTED,
                Optional.empty(),
                new TreeMap<>(Map.of(HOME, new RegionChange(HOME, accounts(5, 7), accounts(7, 8), accounts()))));
        room.ledger.record(started);

        room.dryRun();
        List<ChangeOutcome> afterADryRun = room.outcomes(EVERYWHERE);
        room.sync();

        assertThat(afterADryRun).containsExactly(ChangeOutcome.STARTED);
        assertThat(room.outcomes(EVERYWHERE)).containsExactly(ChangeOutcome.FAILED);
        assertThat(room.ledger
                        .changes(EVERYWHERE, Optional.empty(), 1)
                        .items()
                        .get(0)
                        .detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("unknown whether it was applied"));
    }

    @Test
    void createsNothingWithoutAnAudit() {
        room.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        room.ledger.fail();

        SyncReport report = room.sync();

        assertThat(report.problems()).anyMatch(trouble -> trouble.contains("declared"));
        assertThat(room.configurations.tokens()).isEmpty();
    }

    @Test
    void createsADeclaredConfigurationOnce() {
        room.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        DistributionConfigurationArn arn = Room.arn(HOME, "declared");

        SyncReport first = room.sync();
        SyncReport second = room.sync();

        assertThat(room.targets(arn)).isEqualTo(accounts(1, 4));
        assertThat(Room.of(first, arn).outcome()).isEqualTo(SyncOutcome.CREATED);
        assertThat(Room.of(second, arn).outcome()).isEqualTo(SyncOutcome.IN_SYNC);
        assertThat(room.configurations.tokens()).hasSize(1);
        assertThat(room.outcomes(arn)).containsExactly(ChangeOutcome.CREATED);
        assertThat(first.accountsAdded()).isEqualTo(3);
        assertThat(state(arn).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void findsADeclaredConfigurationAfterALostAnswer() {
        room.active(PROD, accounts(1, 4));
        declare("declared", "prod");
        room.configurations.fail(PortMethod.CREATE, Failure.ANSWER_LOST);
        SyncReport first = room.sync();
        room.configurations.recover();

        SyncReport second = room.sync();

        assertThat(first.problems()).hasSize(1);
        assertThat(second.problems()).isEmpty();
        assertThat(room.configurations.tokens()).hasSize(1);
        assertThat(room.outcomes(Room.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(state(Room.arn(HOME, "declared")).status()).isEqualTo(SyncStatus.IN_SYNC);
    }

    @Test
    void doesNotClaimAConfigurationThatAnotherCallerCreated() {
        takenBeforeItIsListed();

        SyncReport report = room.sync();
        room.configurations.recover();
        room.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(room.outcomes(Room.arn(HOME, "declared"))).isEmpty();
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
        room.ledger.beginCreation(dead);

        room.sync();
        room.configurations.recover();
        room.sync();

        assertThat(room.outcomes(Room.arn(HOME, "declared"))).containsExactly(ChangeOutcome.CREATED);
        assertThat(room.ledger.creation(HOME, "declared")).isEmpty();
    }

    private void takenBeforeItIsListed() {
        room.active(PROD, accounts(1, 4));
        room.configure(Room.arn(HOME, "declared"), "prod", accounts(1, 4));
        room.configurations.unlist(Room.arn(HOME, "declared"));
        declare("declared", "prod");
    }

    @Test
    void createsNoConfigurationWithoutAccounts() {
        declare("declared", "prod");

        SyncReport report = room.sync();

        assertThat(report.configurations().get(0).outcome()).isEqualTo(SyncOutcome.SKIPPED);
        assertThat(room.configurations.tokens()).isEmpty();
    }

    @Test
    void doesNotManageADeclaredConfigurationWithoutTheTag() {
        room.active(PROD, accounts(1, 4));
        declare("everywhere", "prod");
        room.configure(EVERYWHERE, Optional.empty(), Map.of(HOME, accounts(0, 3)), List.of());

        SyncReport report = room.sync();

        assertThat(report.problems()).singleElement().asString().contains("has no tag");
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(0, 3));
    }

    @Test
    void namesABadDeclarationAndContinues() {
        room.active(PROD, accounts(1, 4));
        room.declarations.write(Map.of("name", new WrittenValue.Text("half done")));
        declare("declared", "prod");

        SyncReport report = room.sync();

        assertThat(report.badRows()).singleElement().asString().contains("half done");
        assertThat(room.targets(Room.arn(HOME, "declared"))).isEqualTo(accounts(1, 4));
    }

    @Test
    void syncsExistingConfigurationsWhenTheDeclarationsCannotBeRead() {
        room.active(PROD, accounts(1, 4));
        room.configure(EVERYWHERE, "prod", accounts(1, 3));
        room.declarations.fail();

        SyncReport report = room.sync();

        assertThat(report.failures()).hasSize(1);
        assertThat(room.targets(EVERYWHERE)).isEqualTo(accounts(1, 4));
    }

    private void syncsFrom(SortedSet<AccountId> atHome, SortedSet<AccountId> inEurope) {
        room.configure(
                EVERYWHERE, Optional.of("prod"), Map.of(HOME, atHome, new Region("eu-west-1"), inEurope), List.of());
        room.sync();
    }

    private void declare(String name, String group) {
        room.declarations.write(Map.of(
                "name", new WrittenValue.Text(name),
                "regions", new WrittenValue.Texts(List.of("us-east-1", "eu-west-1")),
                "groups", new WrittenValue.Texts(List.of(group)),
                "amiName", new WrittenValue.Text("golden-{{ imagebuilder:buildDate }}")));
    }

    private void onceBeforeReplace(Runnable somebodyElse) {
        room.configurations.beforeReplace(() -> {
            room.configurations.beforeReplace(() -> {});
            somebodyElse.run();
        });
    }

    private SyncState state(DistributionConfigurationArn arn) {
        return room.ledger.configuration(arn).orElseThrow().state();
    }

    private static String digest(SyncReport report) {
        return Room.of(report, EVERYWHERE).digest().map(Digest::hex).orElseThrow();
    }
}
