package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Sorted;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.plan.RegionDrift;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PipelineCoverageTest {
    private static final AccountId LATE = new AccountId("444444444444");
    private static final AccountId NEVER = new AccountId("555555555555");

    private static final Group GROUP = new Group("workloads");
    private static final DistributionConfigurationArn CONFIGURATION =
            DistributionConfigurationArn.parse(GoldenImages.build(1)
                    .described()
                    .build()
                    .distributionConfigurationArn()
                    .orElseThrow());
    private static final Hold HOLD = new Hold("breaks ssh", "jane", Instant.parse("2026-02-01T00:00:00Z"));

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    private int images;

    @Test
    void countsTheOfferedBuildsAndDaysThatAnAccountIsBehindInItsWorstRegion() {
        recorded(GoldenImages.build(1).to(US, PROD, SANDBOX).to(EU, PROD, SANDBOX));
        recorded(GoldenImages.build(30).to(US, PROD, SANDBOX).to(EU, PROD));
        recorded(GoldenImages.build(40).to(US, PROD).in(ImageState.DEPRECATED));
        recorded(GoldenImages.build(60)
                .to(US, PROD, SANDBOX)
                .to(EU, PROD, SANDBOX)
                .without(EU, SANDBOX));

        Coverage coverage = coverage();

        assertThat(behind(coverage, PROD)).isEqualTo(behindBy(0, 0, 60));
        assertThat(behind(coverage, SANDBOX)).isEqualTo(behindBy(2, 2, 1));
        assertThat(coverage.accounts().get(SANDBOX).counts()).isEqualTo(new Counts(2, 1, 0));
    }

    @Test
    void doesNotCountAnAmiThatIsNotOffered() {
        recorded(GoldenImages.fiveAmis(1));
        recorded(GoldenImages.fiveAmis(2).withAmi(EU, PROD, ImageState.DISABLED));

        Behind behind = behind(coverage(), PROD);

        assertThat(behind.builds()).isEqualTo(1);
        assertThat(behind.has()).contains(GoldenImages.fiveAmis(1).arn());
    }

    @Test
    void countsHowFarAwaitingAccountsAreBehind() {
        managed(SyncStatus.IN_SYNC, US, EU);
        recorded(GoldenImages.build(1).to(EU, LATE));
        recorded(GoldenImages.build(25).to(US, PROD));

        Coverage coverage = coverage(active(PROD), active(LATE), active(NEVER));

        assertThat(coverage.awaiting()).containsOnlyKeys(LATE, NEVER);
        assertThat(coverage.awaiting().get(LATE).behind()).contains(behindBy(1, 1, 1));
        assertThat(coverage.awaiting().get(NEVER).behind()).contains(Behind.without(2, false));
    }

    @Test
    void ranksAMissingCopyBehindAnOldOne() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2)
                .to(US, PROD)
                .to(EU, PROD)
                .without(US, PROD)
                .without(EU, PROD));

        assertThat(behind(coverage(), PROD)).isEqualTo(Behind.without(2, false));
    }

    @Test
    void searchesAtMostTwentyFiveBuilds() {
        recorded(GoldenImages.build(1).to(US, PROD));
        for (int number = 2; number <= 40; number++) {
            recorded(GoldenImages.build(number).to(US, PROD).without(US, PROD));
        }

        assertThat(behind(coverage(), PROD)).isEqualTo(Behind.without(25, true));
    }

    @Test
    void searchesAtMostSixtyThousandCopies() {
        AccountId[] many = new AccountId[19_999];
        for (int i = 0; i < many.length; i++) {
            many[i] = new AccountId(Long.toString(700_000_000_000L + i));
        }
        recorded(GoldenImages.build(1).to(US, PROD));
        for (int number = 2; number <= 4; number++) {
            recorded(GoldenImages.build(number).to(US, many));
        }
        recorded(GoldenImages.build(4)); // Copies that are no longer asked for are copies, too.
        recorded(GoldenImages.build(5).to(US, PROD).without(US, PROD).without(US, GoldenImages.OWNER));
        assertThat(behind(coverage(), PROD)).isEqualTo(Behind.without(4, true));

        recorded(GoldenImages.build(6).to(US, PROD).without(US, PROD));
        assertThat(behind(coverage(), PROD)).isEqualTo(Behind.without(4, true));
    }

    @Test
    void countsInHowManyRegionsAnAccountMayLaunchTheOwners() {
        LaunchPermission toSandbox = new LaunchPermission(Set.of(new Audience.Account(SANDBOX)));
        recorded(GoldenImages.build(1).to(US, toSandbox, PROD).to(EU, toSandbox, PROD, GoldenImages.OWNER));
        recorded(GoldenImages.build(2).to(US, toSandbox, PROD).to(EU, PROD));

        Coverage coverage = coverage(active(SANDBOX));

        assertThat(coverage.accounts().get(SANDBOX).shared()).isEqualTo(1);
        assertThat(coverage.accounts().get(SANDBOX).counts()).isEqualTo(Counts.NONE);
        assertThat(coverage.shared()).containsOnlyKeys(US);
        assertThat(coverage.awaiting()).isEmpty();
    }

    @Test
    void coversTheChosenBuildEvenIfThereAreNewerOnes() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2).to(US, PROD));
        recorded(GoldenImages.build(3).to(US, PROD).in(ImageState.CANCELLED));

        assertThat(coverage().image().recorded().build().arn())
                .isEqualTo(GoldenImages.build(2).arn());
        assertThat(new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY, ledger)
                        .of(PIPELINE, Optional.of(GoldenImages.build(1).arn()), new TreeMap<>())
                        .orElseThrow()
                        .image()
                        .recorded()
                        .build()
                        .arn())
                .isEqualTo(GoldenImages.build(1).arn());
        assertThat(new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY, ledger)
                        .of(PIPELINE, Optional.of(GoldenImages.build(9).arn()), new TreeMap<>()))
                .isEmpty();
    }

    @Test
    void listsAsWaitingOnlyTheAccountsThatTheManagedConfigurationWants() {
        AccountId elsewhere = new AccountId("666666666666");
        AccountId otherGroup = new AccountId("777777777777");
        AccountId noGroup = new AccountId("888888888888");
        managed(SyncStatus.IN_SYNC, US, EU);
        recorded(GoldenImages.build(1).to(US, PROD));

        Coverage coverage = coverage(
                active(PROD),
                active(NEVER),
                active(LATE, new Region("ap-south-1"), EU),
                active(elsewhere, new Region("ap-south-1")),
                RegisteredAccount.of(otherGroup, AccountStatus.ACTIVE, Set.of(new Group("labs")), Optional.empty()),
                RegisteredAccount.of(noGroup, AccountStatus.ACTIVE, Set.of(), Optional.empty()));

        assertThat(coverage.awaiting()).containsOnlyKeys(LATE, NEVER);
        assertThat(coverage.awaiting().get(LATE).regions()).containsExactly(EU);
        assertThat(coverage.awaiting().get(NEVER).regions()).containsExactly(EU, US);
        assertThat(coverage.next()).map(SyncState::configuration).contains(CONFIGURATION);
    }

    @Test
    void listsNobodyAsWaitingForAnUnmanagedPipeline() {
        recorded(GoldenImages.build(1).to(US, PROD));

        Coverage coverage = coverage(active(NEVER));

        assertThat(coverage.awaiting()).isEmpty();
        assertThat(coverage.next()).isEmpty();
    }

    @Test
    void listsNobodyAsWaitingForAnImageWithoutAPipeline() {
        managed(SyncStatus.IN_SYNC, US);
        GoldenImages image = GoldenImages.build(1).to(US, PROD).withoutPipeline();
        recorded(image);

        Coverage coverage = new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY, ledger)
                .of(image.arn().image(), Optional.empty(), new TreeMap<>(Map.of(NEVER, active(NEVER))))
                .orElseThrow();

        assertThat(coverage.awaiting()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SyncStatus.class)
    void promisesTheNextBuildOnlyToAccountsThatTheConfigurationNamesUnlessItIsKeptInSync(SyncStatus status) {
        managed(status, US);
        recorded(GoldenImages.build(1).to(US, PROD));

        Coverage coverage = coverage(active(LATE), active(NEVER));

        if (status == SyncStatus.IN_SYNC || status == SyncStatus.HELD) {
            assertThat(coverage.awaiting()).containsOnlyKeys(LATE, NEVER);
        } else {
            assertThat(coverage.awaiting()).containsOnlyKeys(LATE);
        }
    }

    @Test
    void asksTheConfigurationOfTheNewestBuildEvenIfAnOlderOneIsReported() {
        managed(SyncStatus.IN_SYNC, US);
        recorded(GoldenImages.build(1)
                .to(US, PROD)
                .distributedBy(
                        "arn:aws:imagebuilder:us-east-1:123456789012:" + "distribution-configuration/unmanaged"));
        recorded(GoldenImages.build(2).to(US, PROD).in(ImageState.CANCELLED));

        assertThat(coverage(active(NEVER)).awaiting()).containsOnlyKeys(NEVER);

        recorded(GoldenImages.build(3).to(US, PROD).in(ImageState.CANCELLED).distributedBy("not an ARN"));

        assertThat(coverage(active(NEVER)).awaiting()).isEmpty();
    }

    @Test
    void namesTheHeldBuildsAndTheOneThatIsOfferedInstead() {
        GoldenImages offered = GoldenImages.build(2).to(US, PROD);
        recorded(GoldenImages.build(1).to(US, PROD));
        catalog.hold(GoldenImages.build(1).arn(), HOLD);
        recorded(offered);
        recorded(GoldenImages.build(3).to(US, PROD));
        recorded(GoldenImages.build(4).to(US, PROD).failedFor(EU, PROD));
        recorded(GoldenImages.build(5).to(US, PROD));
        recorded(GoldenImages.build(6).to(US, PROD).in(ImageState.FAILED));
        catalog.hold(GoldenImages.build(3).arn(), HOLD);
        catalog.hold(GoldenImages.build(4).arn(), HOLD);
        catalog.hold(GoldenImages.build(5).arn(), HOLD);

        Coverage coverage = coverage();

        assertThat(coverage.image().recorded().build().arn())
                .isEqualTo(GoldenImages.build(6).arn());
        assertThat(coverage.offered()).map(build -> build.build().arn()).contains(offered.arn());
        assertThat(coverage.held())
                .extracting(build -> build.build().arn())
                .containsExactly(
                        GoldenImages.build(5).arn(), GoldenImages.build(3).arn());
        assertThat(coverage.held()).extracting(RecordedBuild::hold).containsOnly(Optional.of(HOLD));
    }

    @Test
    void namesTheBuildOfAnAccountThatHasOnlyBuildsThatAreNotOffered() {
        managed(SyncStatus.IN_SYNC, US);
        for (int number = 1; number <= 30; number++) {
            recorded(GoldenImages.build(number).to(US, SANDBOX));
        }
        recorded(GoldenImages.build(40).to(US, LATE).in(ImageState.DEPRECATED));
        recorded(GoldenImages.build(41).to(US, LATE, PROD));
        recorded(GoldenImages.build(42).to(US, PROD));
        catalog.hold(GoldenImages.build(41).arn(), HOLD);
        catalog.hold(GoldenImages.build(42).arn(), HOLD);

        Coverage coverage = coverage(active(LATE), active(NEVER));

        assertThat(behind(coverage, PROD).has()).isEmpty();
        assertThat(behind(coverage, PROD).notOffered())
                .contains(new Behind.NotOffered(GoldenImages.build(42).arn(), ImageState.AVAILABLE, Optional.of(HOLD)));
        assertThat(coverage.awaiting().get(LATE).behind().orElseThrow().notOffered())
                .contains(new Behind.NotOffered(GoldenImages.build(41).arn(), ImageState.AVAILABLE, Optional.of(HOLD)));
        assertThat(coverage.awaiting().get(NEVER).behind()).contains(Behind.without(25, true));
        assertThat(behind(coverage, GoldenImages.OWNER)).isEqualTo(behindBy(0, 0, 30));
    }

    @Test
    void namesTheHeldBuildOfAnAccountWhenNoBuildIsOffered() {
        managed(SyncStatus.IN_SYNC, US);
        recorded(GoldenImages.build(1).to(US, LATE));
        recorded(GoldenImages.build(2).to(US, PROD));
        catalog.hold(GoldenImages.build(1).arn(), HOLD);
        catalog.hold(GoldenImages.build(2).arn(), HOLD);

        Coverage coverage = coverage(active(LATE), active(NEVER));

        assertThat(coverage.offered()).isEmpty();
        assertThat(coverage.awaiting().get(LATE).behind().orElseThrow().notOffered())
                .map(Behind.NotOffered::imageArn)
                .contains(GoldenImages.build(1).arn());
        assertThat(coverage.awaiting().get(NEVER).behind()).isEmpty();
    }

    private Coverage coverage(RegisteredAccount... active) {
        SortedMap<AccountId, RegisteredAccount> registered = new TreeMap<>();
        for (RegisteredAccount account : active) {
            registered.put(account.id(), account);
        }
        return new PipelineCoverage(catalog, OfferPolicy.AVAILABLE_ONLY, ledger)
                .of(PIPELINE, Optional.empty(), registered)
                .orElseThrow();
    }

    private static Behind behind(Coverage coverage, AccountId account) {
        return coverage.accounts().get(account).behind().orElseThrow();
    }

    private static Behind behindBy(int builds, int days, int has) {
        return new Behind(
                builds,
                false,
                OptionalLong.of(days),
                Optional.of(GoldenImages.build(has).arn()),
                Optional.empty());
    }

    /** The configuration of all builds is managed, and names {@link #LATE} in each of the Regions. */
    private void managed(SyncStatus status, Region... regions) {
        SortedMap<Region, RegionDrift> drift = new TreeMap<>();
        for (Region region : regions) {
            drift.put(region, new RegionDrift(region, Sorted.copyOf(Set.of(LATE)), none(), none()));
        }
        ledger.record(new SyncedConfiguration(
                new SyncState(
                        CONFIGURATION,
                        CONFIGURATION.name(),
                        Sorted.copyOf(Set.of(GROUP)),
                        status,
                        List.of(),
                        Optional.empty(),
                        1,
                        0,
                        0,
                        new SyncTrigger(SyncTrigger.Kind.SCHEDULE, ""),
                        HOLD.at(),
                        Optional.empty()),
                drift));
    }

    private static SortedSet<AccountId> none() {
        return Collections.emptySortedSet();
    }

    private static RegisteredAccount active(AccountId id, Region... regions) {
        Optional<SortedSet<Region>> some =
                regions.length == 0 ? Optional.empty() : Optional.of(Sorted.copyOf(Set.of(regions)));
        return RegisteredAccount.of(id, AccountStatus.ACTIVE, Set.of(GROUP), some);
    }

    private void recorded(GoldenImages image) {
        catalog.record(
                ImageSnapshot.of(image.described().build().createdAt().plusSeconds(images++), image.described()));
    }
}
