package imagefanout.model.sync;

import static imagefanout.model.sync.SyncFixture.BUILD_ACCOUNT;
import static imagefanout.model.sync.SyncFixture.EU;
import static imagefanout.model.sync.SyncFixture.HOME;
import static imagefanout.model.sync.SyncFixture.PROD;
import static imagefanout.model.sync.SyncFixture.SANDBOX;
import static imagefanout.model.sync.SyncFixture.account;
import static imagefanout.model.sync.SyncFixture.accounts;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.Verdict;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    @Test
    void appliesAHarmlessPlan() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(1, 4))
                .region(HOME, accounts(0, 3))
                .verdict();

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        Verdict.Decision.APPLY,
                        targets(HOME, accounts(1, 4)),
                        new TreeMap<>(),
                        HeldAccounts.NONE,
                        List.of()));
        assertThat(verdict.reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // The smallest fleets may lose one account.
        "2, 1",
        "19, 1",
        "20, 1",
        "39, 1",
        // From 40 accounts on, 5 %.
        "40, 2",
        "59, 2",
        "60, 3",
        "499, 24",
        // From 500 accounts on, 25.
        "500, 25",
        "519, 25",
        "520, 25",
        "1536, 25"
    })
    void allowsRemovalsUpToTheLimitAndHoldsOneMore(int size, int maxLeaving) {
        assertThat(leaving(size, maxLeaving).verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
        assertThat(leaving(size, maxLeaving + 1).verdict().decision()).isEqualTo(Verdict.Decision.HOLD);
    }

    @Test
    void countsAnAccountThatLeavesSeveralRegionsOnce() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(1, 10))
                .region(HOME, accounts(0, 10))
                .region(EU, accounts(0, 10));

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void countsAccountsThatLeaveDifferentRegionsEach() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(2, 10))
                .active(PROD, HOME, account(0))
                .active(PROD, EU, account(1))
                .region(HOME, accounts(0, 10))
                .region(EU, accounts(0, 10));

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.HOLD);
    }

    @Test
    void holdsAllRemovalsWhileAdditionsContinue() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(2, 5))
                .region(HOME, accounts(0, 3))
                .region(EU, accounts(3, 4))
                .verdict();

        TreeMap<Region, SortedSet<AccountId>> grown = targets(HOME, accounts(0, 5));
        grown.put(EU, accounts(2, 5));
        assertThat(verdict)
                .isEqualTo(
                        new Verdict(
                                Verdict.Decision.HOLD,
                                grown,
                                new TreeMap<>(),
                                removals(accounts(0, 2)),
                                List.of(
                                        "2 of 4 accounts would be removed; the limit without approval is 1. All removals are on hold")));
    }

    @Test
    void keepsRemovalsOnHoldWhenAdditionsRaiseTheLimit() {
        SyncFixture grown = leaving(60, 3);

        assertThat(grown.verdict(Optional.empty(), removals(accounts(0, 3))))
                .isEqualTo(
                        new Verdict(
                                Verdict.Decision.HOLD,
                                targets(HOME, accounts(0, 60)),
                                new TreeMap<>(),
                                removals(accounts(0, 3)),
                                List.of(
                                        "3 of 60 accounts would be removed; their removal was on hold before and was not approved. All removals are on hold")));
        assertThat(grown.verdict(Optional.empty(), removals(accounts(0, 2))).decision())
                .isEqualTo(Verdict.Decision.HOLD);
        assertThat(grown.verdict(Optional.of(grown.plan().digest().hex()), removals(accounts(0, 3)))
                        .decision())
                .isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void judgesAgainWhenAnAccountOnHoldIsWantedAgain() {
        assertThat(leaving(60, 3)
                        .verdict(Optional.empty(), removals(accounts(0, 4)))
                        .decision())
                .isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void appliesAnApprovedPlan() {
        SyncFixture fixture = leaving(40, 39);
        String digest = fixture.plan().digest().hex();

        assertThat(fixture.verdict(Optional.of(digest)))
                .isEqualTo(new Verdict(
                        Verdict.Decision.APPLY,
                        targets(HOME, accounts(39, 40)),
                        new TreeMap<>(),
                        HeldAccounts.NONE,
                        List.of()));
    }

    @Test
    void rejectsTheApprovalOfAnotherPlan() {
        String digest = leaving(40, 38).plan().digest().hex();

        assertThat(leaving(40, 39).verdict(Optional.of(digest)).decision()).isEqualTo(Verdict.Decision.HOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yes", "true", "*", "00000000000000000000000000000000"})
    void rejectsAnApprovalThatIsNotADigest(String text) {
        assertThat(leaving(40, 39).verdict(Optional.of(text)).decision()).isEqualTo(Verdict.Decision.HOLD);
    }

    @Test
    void rejectsAnApprovalWithPartOfTheDigest() {
        SyncFixture fixture = leaving(40, 39);
        String digest = fixture.plan().digest().hex();

        for (String close : List.of(
                digest.substring(1), digest.substring(0, 31), digest + " ", digest.toUpperCase(Locale.ROOT) + "0")) {
            assertThat(fixture.verdict(Optional.of(close)).decision()).isEqualTo(Verdict.Decision.HOLD);
        }
    }

    @Test
    void refusesToRemoveEveryAccount() {
        Verdict verdict = new SyncFixture()
                .active(SANDBOX, accounts(0, 1))
                .region(HOME, accounts(0, 1))
                .verdict();

        assertLeftAlone(verdict, targets(HOME, accounts(0, 1)), "no active account");
        assertLeftAlone(verdict, targets(HOME, accounts(0, 1)), "would remove 1 of 1 accounts");
    }

    @Test
    void refusesToRemoveEveryAccountExceptTheBuildAccount() {
        Verdict verdict = new SyncFixture()
                .region(HOME, accounts(BUILD_ACCOUNT, account(1)))
                .verdict();

        assertLeftAlone(verdict, targets(HOME, accounts(BUILD_ACCOUNT, account(1))), "no active account");
    }

    @Test
    void reportsThatNoAccountIsWantedEvenIfNoneIsReached() {
        Verdict verdict = new SyncFixture().region(HOME, accounts()).verdict();

        assertLeftAlone(verdict, targets(HOME, accounts()), "no active account");
        assertThat(verdict.reasons()).noneMatch(reason -> reason.contains("would remove"));
    }

    @Test
    void saysOfAConfigurationWithoutAmisThatItDistributesNone() {
        for (SyncFixture fixture : List.of(new SyncFixture(), new SyncFixture().active(PROD, accounts(0, 2)))) {
            Verdict verdict = fixture.verdict();

            assertLeftAlone(verdict, new TreeMap<>(), "it distributes no AMI");
            assertThat(verdict.reasons()).noneMatch(reason -> reason.contains("active account"));
        }
    }

    @Test
    void doesNotSayThatARegionWouldLoseAnOutputThatItDoesNotHave() {
        Verdict verdict = new SyncFixture()
                .active(PROD, HOME, account(1))
                .region(HOME, accounts())
                .regionWithoutOtherOutput(EU, accounts())
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @ParameterizedTest
    @CsvSource({
        "ssmParameterConfigurations/0, distributions to the Region fail",
        "launchTemplateConfigurations/3, no AMI to apply to",
        "fastLaunchConfigurations/1, no AMI to apply to"
    })
    void holdsOnlyTheRemovalOfAnAccountThatAnotherSettingNames(String setting, String consequence) {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(2, 50))
                .region(HOME, accounts(0, 45), new AccountReference(account(0), setting))
                .region(EU, accounts(0, 45));

        Verdict verdict = fixture.verdict();

        TreeMap<Region, SortedSet<AccountId>> after = targets(HOME, accounts(2, 50));
        after.get(HOME).add(account(0));
        after.put(EU, accounts(2, 50));
        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.HOLD);
        assertThat(verdict.targets()).isEqualTo(after);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .contains(
                        "us-east-1: " + setting + " names " + account(0),
                        consequence,
                        "change the setting, or approve");
    }

    @Test
    void removesAReferencedAccountOnceThePlanIsApproved() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(1, 3))
                .region(HOME, accounts(0, 3), new AccountReference(account(0), "ssmParameterConfigurations/0"));

        Verdict verdict = fixture.verdict(Optional.of(fixture.plan().digest().hex()));

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.APPLY);
        assertThat(verdict.targets()).isEqualTo(targets(HOME, accounts(1, 3)));
        assertThat(verdict.reasons()).singleElement().asString().contains("distributions to the Region fail");
    }

    @Test
    void judgesTheOtherRemovalsByTheirNumber() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(3, 5))
                .region(HOME, accounts(0, 5), new AccountReference(account(0), "ssmParameterConfigurations/0"))
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.HOLD);
        assertThat(verdict.targets()).isEqualTo(targets(HOME, accounts(0, 5)));
        assertThat(verdict.reasons()).hasSize(2);
        assertThat(verdict.reasons().get(0)).contains("3 of 5 accounts would be removed");
    }

    @Test
    void doesNotHoldAnAccountThatASettingNamesElsewhere() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(1, 3))
                .region(HOME, accounts(0, 3))
                .region(EU, accounts(1, 3), new AccountReference(account(0), "ssmParameterConfigurations/0"))
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void removesNobodyBecauseOfAStatusThatItDoesNotKnow() {
        SyncFixture fixture = new SyncFixture().active(PROD, accounts(1, 3));
        for (int unknown : List.of(0, 7)) {
            fixture.row(RegisteredAccount.of(account(unknown), AccountStatus.UNKNOWN, Set.of(PROD), Optional.empty()));
        }

        Verdict verdict = fixture.region(HOME, accounts(0, 2)).verdict();

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        Verdict.Decision.APPLY,
                        targets(HOME, accounts(0, 3)),
                        new TreeMap<>(),
                        HeldAccounts.NONE,
                        List.of()));
    }

    @Test
    void leavesAConfigurationInSyncWhoseAccountsAllHaveAStatusThatItDoesNotKnow() {
        Verdict verdict = new SyncFixture()
                .row(RegisteredAccount.of(account(0), AccountStatus.UNKNOWN, Set.of(PROD), Optional.empty()))
                .region(HOME, accounts(0, 1))
                .verdict();

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        Verdict.Decision.APPLY,
                        targets(HOME, accounts(0, 1)),
                        new TreeMap<>(),
                        HeldAccounts.NONE,
                        List.of()));
    }

    @Test
    void refusesToRemoveEveryAccountEvenIfApproved() {
        SyncFixture fixture = new SyncFixture().region(HOME, accounts(0, 1));
        String digest = fixture.plan().digest().hex();

        assertThat(fixture.verdict(Optional.of(digest)).decision()).isEqualTo(Verdict.Decision.LEAVE_ALONE);
    }

    @Test
    void changesNothingThatABadRowMayConcern() {
        SyncFixture fixture = new SyncFixture().active(PROD, accounts(0, 2)).region(HOME, accounts(0, 1));

        assertLeftAlone(fixture.bad(Optional.of(PROD)).verdict(), targets(HOME, accounts(0, 1)), "row \"12345\"");
    }

    @Test
    void changesNothingWhenTheGroupsOfABadRowCannotBeRead() {
        SyncFixture fixture = new SyncFixture().active(PROD, accounts(0, 2)).region(HOME, accounts(0, 1));

        assertLeftAlone(fixture.bad(Optional.empty()).verdict(), targets(HOME, accounts(0, 1)), "status is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sandbox"})
    void removesNoAccountBecauseItsOwnRowIsBad(String group) {
        SortedSet<Group> groups = new TreeSet<>();
        if (!group.isEmpty()) {
            groups.add(new Group(group));
        }
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(1, 3))
                .row(new BadRow(account(0).value(), Optional.of(groups), List.of("status is missing")))
                .region(HOME, accounts(0, 2))
                .verdict();

        assertLeftAlone(verdict, targets(HOME, accounts(0, 2)), "row \"" + account(0) + "\": status is missing");
    }

    @Test
    void appliesThePlanWhenABadRowConcernsOtherGroups() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(0, 2))
                .region(HOME, accounts(0, 1))
                .bad(Optional.of(SANDBOX));

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void givesTwentyReasonsAndTheNumberOfOthers() {
        SyncFixture twenty = new SyncFixture().active(PROD, accounts(0, 2)).region(HOME, accounts(0, 1));
        IntStream.range(0, 20).forEach(i -> twenty.obstacle("unknown setting " + i));
        SyncFixture many = new SyncFixture().active(PROD, accounts(0, 2)).region(HOME, accounts(0, 1));
        IntStream.range(0, 5000).forEach(i -> many.bad(Optional.of(PROD)));

        assertThat(twenty.verdict().reasons()).hasSize(20).endsWith("unknown setting 19");
        assertThat(many.verdict().reasons()).hasSize(21).endsWith("and 4980 more");
        assertThat(newWith(accounts(0, 1), many)).hasSize(21).endsWith("and 4980 more");
    }

    @Test
    void changesNothingThatCannotBeWrittenBackUnchanged() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(0, 2))
                .region(HOME, accounts(0, 1))
                .obstacle("unknown setting /distributions/0/brandNew")
                .verdict();

        assertLeftAlone(verdict, targets(HOME, accounts(0, 1)), "brandNew");
    }

    @Test
    void reportsAnObstacleEvenIfNothingIsToBeDone() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(0, 1))
                .region(HOME, accounts(0, 1))
                .obstacle("unknown setting")
                .verdict();

        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.LEAVE_ALONE);
    }

    @Test
    void leavesNoRegionWithoutAnOutput() {
        Verdict verdict = new SyncFixture()
                .active(PROD, HOME, account(1))
                .region(HOME, accounts())
                .regionWithoutOtherOutput(EU, accounts(account(1)))
                .verdict();

        TreeMap<Region, SortedSet<AccountId>> before = targets(HOME, accounts());
        before.put(EU, accounts(account(1)));
        assertLeftAlone(verdict, before, "eu-west-1 would have no output");
    }

    @Test
    void emptiesARegionThatHasAnotherOutput() {
        Verdict verdict = new SyncFixture()
                .active(PROD, HOME, account(1))
                .region(HOME, accounts(account(1)))
                .region(EU, accounts(account(1)))
                .verdict();

        TreeMap<Region, SortedSet<AccountId>> after = targets(HOME, accounts(account(1)));
        after.put(EU, accounts());
        assertThat(verdict)
                .isEqualTo(new Verdict(Verdict.Decision.APPLY, after, new TreeMap<>(), HeldAccounts.NONE, List.of()));
    }

    @Test
    void acceptsTheMaximumOfTargetsAndRefusesOneMore() {
        SyncFixture most = new SyncFixture().active(PROD, accounts(0, 1536)).region(HOME, accounts(0, 1500));
        SyncFixture tooMany = new SyncFixture().active(PROD, accounts(0, 1537)).region(HOME, accounts(0, 1500));

        assertThat(most.verdict())
                .isEqualTo(new Verdict(
                        Verdict.Decision.APPLY,
                        targets(HOME, accounts(0, 1536)),
                        new TreeMap<>(),
                        HeldAccounts.NONE,
                        List.of()));
        assertLeftAlone(
                tooMany.verdict(),
                targets(HOME, accounts(0, 1500)),
                "us-east-1 would have 1537 target accounts; Image Builder accepts at most 1536");
    }

    @Test
    void refusesToExceedTheMaximumBecauseRemovalsAreOnHold() {
        SyncFixture exactly =
                new SyncFixture().active(PROD, accounts(100, 1536)).region(HOME, accounts(0, 1400));
        SyncFixture oneMore =
                new SyncFixture().active(PROD, accounts(100, 1537)).region(HOME, accounts(0, 1400));

        assertThat(exactly.verdict().decision()).isEqualTo(Verdict.Decision.HOLD);
        assertLeftAlone(oneMore.verdict(), targets(HOME, accounts(0, 1400)), "1537");
        assertThat(oneMore.verdict().reasons()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        // A small configuration may gain five accounts.
        "1, 5",
        "59, 5",
        // From 60 accounts on, 10 %.
        "60, 6",
        "69, 6",
        "70, 7",
        "1000, 100"
    })
    void allowsAdditionsUpToTheLimitAndHoldsOneMore(int size, int maxJoining) {
        assertThat(joining(size, maxJoining).verdict().decision()).isEqualTo(Verdict.Decision.APPLY);

        Verdict held = joining(size, maxJoining + 1).verdict();

        assertThat(held)
                .isEqualTo(new Verdict(
                        Verdict.Decision.HOLD,
                        targets(HOME, accounts(0, size)),
                        new TreeMap<>(),
                        additions(accounts(size, size + maxJoining + 1)),
                        List.of(maxJoining + 1 + " accounts would be added to " + size
                                + "; the limit without approval is " + maxJoining
                                + ". All additions are on hold")));
    }

    @Test
    void countsAnAccountThatJoinsSeveralRegionsOnce() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(0, 6))
                .region(HOME, accounts(0, 1))
                .region(EU, accounts(0, 1));

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void countsAccountsThatJoinDifferentRegionsEach() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(0, 1))
                .active(PROD, EU, account(6))
                .region(HOME, accounts(0, 1))
                .region(EU, accounts(0, 1));
        accounts(1, 6).forEach(id -> fixture.active(PROD, HOME, id));

        assertThat(fixture.verdict().held()).isEqualTo(additions(accounts(1, 7)));
    }

    @Test
    void doesNotCountTheBuildAccountWhereItGetsTheImagesAlready() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(1, 6))
                .active(PROD, accounts(BUILD_ACCOUNT))
                .region(EU, accounts());

        assertThat(fixture.verdict().decision()).isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void removesAccountsWhileAdditionsAreOnHold() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(1, 10))
                .region(HOME, accounts(0, 3))
                .verdict();

        assertThat(verdict.targets()).isEqualTo(targets(HOME, accounts(1, 3)));
        assertThat(verdict.held()).isEqualTo(additions(accounts(3, 10)));
    }

    @Test
    void holdsRemovalsAndAdditionsBeyondBothLimits() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(2, 10))
                .region(HOME, accounts(0, 3))
                .verdict();

        assertThat(verdict.targets()).isEqualTo(targets(HOME, accounts(0, 3)));
        assertThat(verdict.held()).isEqualTo(new HeldAccounts(accounts(0, 2), accounts(3, 10)));
        assertThat(verdict.reasons())
                .containsExactly(
                        "2 of 3 accounts would be removed; the limit without approval is 1. All removals are on hold",
                        "7 accounts would be added to 3; the limit without approval is 5. All additions are on hold");
    }

    @Test
    void keepsTheAccountsOfARegionThatWouldHaveNoneUntilOthersMayBeAdded() {
        SyncFixture fixture = new SyncFixture()
                .active(PROD, accounts(1, 8))
                .region(HOME, accounts(0, 1))
                .region(EU, accounts());

        Verdict verdict = fixture.verdict();

        TreeMap<Region, SortedSet<AccountId>> before = targets(HOME, accounts(0, 1));
        before.put(EU, accounts());
        assertThat(verdict.targets()).isEqualTo(before);
        assertThat(fixture.verdict(Optional.of(fixture.plan().digest().hex())).decision())
                .isEqualTo(Verdict.Decision.APPLY);
    }

    @Test
    void emptiesARegionWhileTheAdditionsOfAnotherAreOnHold() {
        SyncFixture fixture = new SyncFixture().region(HOME, accounts(0, 20)).region(EU, accounts(19, 20));
        accounts(0, 28).forEach(id -> fixture.active(PROD, HOME, id));

        Verdict verdict = fixture.verdict();

        TreeMap<Region, SortedSet<AccountId>> after = targets(HOME, accounts(0, 20));
        after.put(EU, accounts());
        assertThat(verdict.targets()).isEqualTo(after);
    }

    @Test
    void keepsAReferencedAccountWhileAdditionsAreOnHold() {
        Verdict verdict = new SyncFixture()
                .active(PROD, accounts(1, 10))
                .region(HOME, accounts(0, 3), new AccountReference(account(0), "ssmParameterConfigurations/0"))
                .verdict();

        assertThat(verdict.targets()).isEqualTo(targets(HOME, accounts(0, 3)));
        assertThat(verdict.held()).isEqualTo(additions(accounts(3, 10)));
        assertThat(verdict.reasons()).hasSize(2);
    }

    @Test
    void keepsAdditionsOnHoldWhenTheLimitHasRisen() {
        SyncFixture grown = joining(80, 6);

        Verdict held = grown.verdict(Optional.empty(), additions(accounts(80, 85)));

        assertThat(held.held()).isEqualTo(additions(accounts(80, 86)));
        assertThat(held.reasons())
                .containsExactly(
                        "6 accounts would be added to 80; their addition was on hold before and was not approved."
                                + " All additions are on hold");
        assertThat(grown.verdict(Optional.empty(), additions(accounts(79, 85))).decision())
                .isEqualTo(Verdict.Decision.APPLY);
        assertThat(grown.verdict(Optional.of(grown.plan().digest().hex()), additions(accounts(80, 85)))
                        .decision())
                .isEqualTo(Verdict.Decision.APPLY);
    }

    /** A configuration of {@code size} accounts; the registry wants {@code joining} more. */
    private static SyncFixture joining(int size, int joining) {
        return new SyncFixture().region(HOME, accounts(0, size)).active(PROD, accounts(0, size + joining));
    }

    @Test
    void createsWhatNoGuardForbids() {
        assertThat(newWith(accounts(0, 1536), new SyncFixture().bad(Optional.of(SANDBOX))))
                .isEmpty();
    }

    @Test
    void createsNothingThatAGuardForbids() {
        assertThat(newWith(accounts(), new SyncFixture()))
                .singleElement()
                .asString()
                .contains("no active account");
        assertThat(newWith(accounts(0, 1537), new SyncFixture()))
                .singleElement()
                .asString()
                .contains("1537");
        assertThat(newWith(accounts(0, 1), new SyncFixture().bad(Optional.of(PROD))))
                .hasSize(1);
        assertThat(newWith(accounts(0, 1), new SyncFixture().bad(Optional.empty())))
                .hasSize(1);
    }

    private static List<String> newWith(SortedSet<AccountId> accounts, SyncFixture fixture) {
        DeclaredConfiguration declared = new DeclaredConfiguration(
                "declared",
                Optional.empty(),
                new TreeSet<>(Set.of(HOME, EU)),
                GroupTag.parse("prod"),
                "golden-{{ imagebuilder:buildDate }}",
                Optional.empty(),
                new TreeMap<>());
        TreeMap<Region, SortedSet<AccountId>> targets = targets(HOME, accounts);
        targets.put(EU, accounts());
        return SyncFixture.GUARDS.judgeNew(new NewConfiguration(declared, targets), fixture.registry());
    }

    /** A configuration of {@code size} accounts; the registry wants all except the first {@code leaving}. */
    private static SyncFixture leaving(int size, int leaving) {
        // Another account is wanted too, so that the plan never removes every account.
        SyncFixture left = new SyncFixture().region(HOME, accounts(0, size));
        return leaving < size
                ? left.active(PROD, accounts(leaving, size))
                : left.region(EU, accounts()).active(PROD, EU, account(9999));
    }

    private static void assertLeftAlone(
            Verdict verdict, TreeMap<Region, SortedSet<AccountId>> untouched, String reason) {
        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.LEAVE_ALONE);
        assertThat(verdict.targets()).isEqualTo(untouched);
        assertThat(verdict.reasons()).anySatisfy(text -> assertThat(text).contains(reason));
    }

    private static HeldAccounts removals(SortedSet<AccountId> accounts) {
        return new HeldAccounts(accounts, accounts());
    }

    private static HeldAccounts additions(SortedSet<AccountId> accounts) {
        return new HeldAccounts(accounts(), accounts);
    }

    private static TreeMap<Region, SortedSet<AccountId>> targets(Region region, SortedSet<AccountId> accounts) {
        return new TreeMap<>(Map.of(region, accounts));
    }
}
