package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.BUILD_ACCOUNT;
import static imagefanout.model.sync.SyncFixture.EU;
import static imagefanout.model.sync.SyncFixture.HOME;
import static imagefanout.model.sync.SyncFixture.PROD;
import static imagefanout.model.sync.SyncFixture.SANDBOX;
import static imagefanout.model.sync.SyncFixture.account;
import static imagefanout.model.sync.SyncFixture.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.plan.RegionPlan;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncPlanTest {
    @Test
    void addsWantedAccountsAndRemovesUnwantedOnes() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(1, 4))
                .region(HOME, accounts(0, 3))
                .region(EU, accounts(1, 4))
                .plan();

        assertThat(plan.regions().get(HOME).toAdd()).containsExactly(account(3));
        assertThat(plan.regions().get(HOME).toRemove()).containsExactly(account(0));
        assertThat(plan.regions().get(EU).isInSync()).isTrue();
        assertThat(plan.isInSync()).isFalse();
        assertThat(plan.accounts()).isEqualTo(accounts(0, 4));
        assertThat(plan.accountsToRemove()).containsExactly(account(0));
    }

    @Test
    void isInSyncWhenEveryRegionIs() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(0, 2))
                .region(HOME, accounts(0, 2))
                .region(EU, accounts(0, 2))
                .plan();

        assertThat(plan.isInSync()).isTrue();
        assertThat(plan.regions().values())
                .allSatisfy(region -> assertThat(region.toAdd()).isEmpty());
        assertThat(plan.accountsToRemove()).isEmpty();
    }

    @Test
    void wantsAnAccountOnlyInItsRegions() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, EU, account(1))
                .region(HOME, accounts())
                .region(EU, accounts())
                .plan();

        assertThat(plan.regions().get(HOME).wanted()).isEmpty();
        assertThat(plan.regions().get(EU).wanted()).containsExactly(account(1));
        assertThat(plan.anyWanted()).isTrue();
    }

    @Test
    void removesTheBuildAccountWhereTheFirstTargetAccountReplacesIt() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(0, 2))
                .region(HOME, accounts())
                .region(EU, accounts(), new AccountReference(BUILD_ACCOUNT, "launchTemplateConfigurations/0"))
                .plan();

        RegionPlan abroad = plan.regions().get(EU);
        assertThat(abroad.before()).isEmpty();
        assertThat(abroad.toAdd()).isEqualTo(accounts(0, 2));
        assertThat(abroad.toRemove()).containsExactly(BUILD_ACCOUNT);
        assertThat(abroad.withoutRemovals()).containsExactly(BUILD_ACCOUNT, account(0), account(1));
        assertThat(abroad.staleReferences())
                .extracting(AccountReference::account)
                .containsExactly(BUILD_ACCOUNT);
        assertThat(plan.regions().get(HOME).toRemove()).isEmpty();
        assertThat(plan.accountsToRemove()).containsExactly(BUILD_ACCOUNT);
        assertThat(plan.accounts()).containsExactly(BUILD_ACCOUNT);
    }

    @Test
    void keepsTheBuildAccountWhereTheRegistryWantsItOrNoAccount() {
        Region west = new Region("us-west-2");
        SyncPlan plan = new SyncFixture()
                .active(PROD, EU, BUILD_ACCOUNT)
                .region(EU, accounts())
                .region(west, accounts())
                .plan();

        assertThat(plan.regions().get(EU).toAdd()).containsExactly(BUILD_ACCOUNT);
        assertThat(plan.regions().get(EU).toRemove()).isEmpty();
        assertThat(plan.regions().get(west).isInSync()).isTrue();
        assertThat(plan.regions().get(west).toRemove()).isEmpty();
    }

    @Test
    void wantsNoAccountOfOtherGroups() {
        SyncPlan plan = new SyncFixture()
                .active(SANDBOX, accounts(0, 2))
                .region(HOME, accounts())
                .plan();

        assertThat(plan.regions().get(HOME).wanted()).isEmpty();
        assertThat(plan.anyWanted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACTIVE", "UNKNOWN"})
    void wantsOnlyActiveAccounts(AccountStatus status) {
        SyncPlan plan = new SyncFixture()
                .row(RegisteredAccount.of(account(1), status, Set.of(PROD), Optional.empty()))
                .region(HOME, accounts(account(1)))
                .plan();

        assertThat(plan.regions().get(HOME).toRemove()).containsExactly(account(1));
    }

    @Test
    void keepsTheBuildAccountInItsOwnRegionWhereItIsNamed() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(1, 2))
                .region(HOME, accounts(BUILD_ACCOUNT))
                .region(EU, accounts(BUILD_ACCOUNT))
                .plan();

        assertThat(plan.regions().get(HOME).wanted()).containsExactly(BUILD_ACCOUNT, account(1));
        assertThat(plan.regions().get(EU).wanted()).containsExactly(account(1));
    }

    @Test
    void doesNotAddTheBuildAccountWithoutNeed() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(1, 2))
                .regionWithoutOtherOutput(HOME, accounts())
                .plan();

        assertThat(plan.regions().get(HOME).wanted()).containsExactly(account(1));
    }

    @Test
    void addsTheBuildAccountInItsOwnRegionWhereNoOutputWouldBeLeft() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, EU, account(1))
                .regionWithoutOtherOutput(HOME, accounts(account(2)))
                .regionWithoutOtherOutput(EU, accounts(account(2)))
                .plan();

        assertThat(plan.regions().get(HOME).wanted()).containsExactly(BUILD_ACCOUNT);
        assertThat(plan.regions().get(EU).wanted()).containsExactly(account(1));
    }

    @Test
    void doesNotCountTheBuildAccountAsWantedByTheRegistry() {
        SyncPlan plan = new SyncFixture().region(HOME, accounts(BUILD_ACCOUNT)).plan();

        assertThat(plan.anyWanted()).isFalse();
    }

    @Test
    void listsSettingsThatStillNameARemovedAccount() {
        AccountReference stale = new AccountReference(account(0), "fastLaunchConfigurations/0");
        AccountReference wanted = new AccountReference(account(1), "fastLaunchConfigurations/1");
        AccountReference unrelated = new AccountReference(account(7), "ssmParameterConfigurations/0");
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(1, 2))
                .region(HOME, accounts(0, 2), stale, wanted, unrelated)
                .plan();

        assertThat(plan.regions().get(HOME).staleReferences()).containsExactly(stale);
        assertThat(stale).hasToString("fastLaunchConfigurations/0 names " + account(0));
    }

    @Test
    void showsTheDriftOfEachRegionWithoutTheImplicitBuildAccount() {
        SyncPlan plan = new SyncFixture()
                .active(PROD, accounts(1, 4))
                .region(HOME, accounts(0, 3))
                .region(EU, accounts())
                .plan();

        assertThat(plan.drift().values())
                .containsExactly(
                        new RegionDrift(EU, accounts(), accounts(1, 4), accounts()),
                        new RegionDrift(HOME, accounts(0, 3), accounts(3, 4), accounts(0, 1)));
        assertThat(plan.drift()).containsOnlyKeys(EU, HOME);
    }

    @Test
    void hasOneDigestForOnePlan() {
        assertThat(two().plan().digest()).isEqualTo(two().plan().digest());
    }

    @Test
    void hasAnotherDigestForEveryOtherPlan() {
        assertThat(List.of(
                        two().plan().digest(),
                        two().updatedAt("2026-01-02T00:00:00Z").plan().digest(),
                        two().rest("{\"description\":\"other\"}").plan().digest(),
                        two().active(PROD, accounts(9, 10)).plan().digest(),
                        two().region(EU, accounts(0, 2)).plan().digest(),
                        two().region(HOME, accounts(0, 4)).plan().digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void hasAnotherDigestForOtherAccountsOfTheSameNumber() {
        SyncPlan one = new SyncFixture()
                .active(PROD, accounts(1, 3))
                .region(HOME, accounts(0, 3))
                .plan();
        SyncPlan other = new SyncFixture()
                .active(PROD, accounts(0, 2))
                .region(HOME, accounts(0, 3))
                .plan();

        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void distinguishesTheAccountsBeforeAndAfter() {
        SyncPlan one = new SyncFixture()
                .active(PROD, accounts(1, 3))
                .region(HOME, accounts(0, 1))
                .plan();
        SyncPlan other = new SyncFixture()
                .active(PROD, accounts(2, 3))
                .region(HOME, accounts(0, 2))
                .plan();

        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void addsTheRegionsAndAccountsOfTargetsToADigest() {
        assertThat(List.of(
                        digest(HOME, accounts(0, 1)),
                        digest(EU, accounts(0, 1)),
                        digest(HOME, accounts(1, 2)),
                        digest(HOME, accounts())))
                .doesNotHaveDuplicates();
    }

    private static Digest digest(Region region, SortedSet<AccountId> accounts) {
        Digest.Builder digest = Digest.of("test");
        SyncPlan.add(digest, new TreeMap<>(Map.of(region, accounts)));
        return digest.end();
    }

    private static SyncFixture two() {
        return new SyncFixture().active(PROD, accounts(1, 3)).region(HOME, accounts(0, 3));
    }
}
