package imagefanout.syncdistributions;

import static imagefanout.syncdistributions.InMemorySync.EU;
import static imagefanout.syncdistributions.InMemorySync.EVERYWHERE;
import static imagefanout.syncdistributions.InMemorySync.HOME;
import static imagefanout.syncdistributions.InMemorySync.PROD;
import static imagefanout.syncdistributions.InMemorySync.account;
import static imagefanout.syncdistributions.InMemorySync.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.image.Settings;
import imagefanout.model.registry.WrittenValue;
import imagefanout.model.sync.ConfigurationReport;
import imagefanout.model.sync.SyncOutcome;
import imagefanout.model.sync.SyncReport;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks what waits for an approval, and that the rest of a plan is made. */
class HeldChangesTest {
    private final InMemorySync fixture = new InMemorySync();

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
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.HELD);
        assertThat(fixture.state(EVERYWHERE).approvalDigest()).isEqualTo(held.digest());
        assertThat(fixture.state(EVERYWHERE).surplus()).isEqualTo(2);
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

        SyncReport dry = fixture.dryRun();
        SyncReport report = fixture.sync();

        assertThat(dry.removalsHeld()).as("the removal is not on hold").isZero();
        assertThat(dry.additionsHeld()).isEqualTo(6);
        ConfigurationReport held = InMemorySync.of(report, EVERYWHERE);
        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 3));
        assertThat(held.outcome()).isEqualTo(SyncOutcome.HELD);
        assertThat(held.held()).isEqualTo(Map.of(HOME, new HeldAccounts(accounts(), accounts(3, 9))));
        assertThat(report.additionsHeld()).isEqualTo(6);
        assertThat(report.accountsRemoved()).isEqualTo(1);
        assertThat(report.accountsAdded()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(fixture.state(EVERYWHERE).status()).isEqualTo(SyncStatus.HELD);
        assertThat(fixture.state(EVERYWHERE).approvalDigest()).isEqualTo(held.digest());
        assertThat(fixture.state(EVERYWHERE).missing()).isEqualTo(6);
    }

    @Test
    void holdsRemovalsAndAdditionsUnderOneDigest() {
        fixture.active(PROD, accounts(2, 9));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 3));
        String digest = InMemorySync.digest(fixture.sync());
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
    void removesASingleAccountOnceTheOthersAreWantedAgain() {
        fixture.active(PROD, accounts(2, 5));
        fixture.configure(EVERYWHERE, "prod", accounts(0, 5));
        fixture.sync();
        fixture.active(PROD, accounts(1, 2));

        fixture.sync();

        assertThat(fixture.targets(EVERYWHERE)).isEqualTo(accounts(1, 5));
    }

    @Test
    void removesAnAccountThatAnotherSettingNamesOnlyWhenThePlanIsApproved() {
        fixture.active(PROD, accounts(2, 45));
        configureWithParameterOf(account(0));

        SyncReport report = fixture.sync();
        SyncReport again = fixture.sync();
        SyncState held = fixture.state(EVERYWHERE);
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
}
