package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.announce.Announcement.BuildHeld;
import imagefanout.model.announce.Announcement.BuildReleased;
import imagefanout.model.announce.Announcement.FanOutEnded;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.Access;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnnounceChangesTest {
    private static final GoldenImages FIRST = GoldenImages.fiveAmis(1);
    private static final GoldenImages SECOND = GoldenImages.fiveAmis(2);
    private static final ChannelName CHANNEL = new ChannelName("prod");
    private static final AccountId GUEST = new AccountId("333333333333");

    private final AnnounceFixture fleet = new AnnounceFixture();

    @Test
    void aCompleteBuildIsAnnouncedOnceAndEachAccountIsToldItsAmisInAllRegions() {
        fleet.record(FIRST);

        AnnounceChanges.Announced announced = fleet.hinted(FIRST);

        assertThat(announced.failures()).isEmpty();
        assertThat(announced.published()).isEqualTo(4);
        assertThat(fleet.published(FanOutEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.isComplete()).isTrue();
            assertThat(ended.counts()).isEqualTo(new Counts(5, 5, 0));
            assertThat(ended.lineage()).isEqualTo(PIPELINE);
        });
        assertThat(fleet.toldTo(PROD)).singleElement().satisfies(told -> {
            assertThat(told.sequence()).isEqualTo(1);
            assertThat(told.channel()).isEqualTo("latest");
            assertThat(told.cause()).isEqualTo(ChangeCause.NEW_BUILD);
            assertThat(told.build()).isEqualTo(FIRST.arn());
            assertThat(told.amis()).containsOnlyKeys(US, EU);
            assertThat(told.amis().get(EU)).isEqualTo(new AnnouncedAmi(FIRST.ami(EU, PROD), Access.OWNED, FIRST.arn()));
            assertThat(told.previous()).containsEntry(US, Optional.empty()).containsEntry(EU, Optional.empty());
        });
        assertThat(fleet.toldTo(SANDBOX)).hasSize(1);
        assertThat(fleet.toldTo(OWNER)).singleElement().satisfies(told -> assertThat(told.amis())
                .containsOnlyKeys(US));
    }

    @Test
    void aListThatLacksTheNewestBuildMakesNobodyGoBackToAnOlderOne() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(SECOND);
        fleet.hinted(SECOND);
        fleet.published.clear();
        fleet.missingInLists.add(SECOND.arn());

        fleet.announce(List.of(new Hint.OfLineage(PIPELINE)));
        fleet.hold(FIRST);
        fleet.hinted(FIRST);

        assertThat(fleet.published).hasOnlyElementsOfType(BuildHeld.class);
    }

    @Test
    void aHintAboutWhatIsAnnouncedPublishesNothing() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.published.clear();

        assertThat(fleet.hinted(FIRST, FIRST).published()).isZero();

        assertThat(fleet.published).isEmpty();
    }

    @Test
    void theRemovalOfAnOldBuildAnnouncesNothing() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(SECOND);
        fleet.hinted(SECOND);
        fleet.published.clear();
        fleet.catalog.remove(
                List.of(fleet.catalog.build(FIRST.arn()).orElseThrow()),
                Instant.parse("2027-01-01T00:00:00Z"),
                Set::of);

        assertThat(fleet.hinted(FIRST, SECOND).published()).isZero();
        assertThat(fleet.announce(List.of(new Hint.OfLineage(PIPELINE))).published())
                .isZero();

        assertThat(fleet.catalog.build(FIRST.arn())).isEmpty();
        assertThat(fleet.published).isEmpty();
    }

    @Test
    void aNewerBuildTellsThePreviousAmis() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(SECOND);

        fleet.hinted(SECOND);

        LatestChanged told = fleet.toldTo(PROD).get(1);
        assertThat(told.sequence()).isEqualTo(2);
        assertThat(told.amis().get(US).ami()).isEqualTo(SECOND.ami(US, PROD));
        assertThat(told.previous()).containsEntry(US, Optional.of(FIRST.ami(US, PROD)));
    }

    @Test
    void onlyTheRegionsThatChangedHaveAPreviousAmi() {
        GoldenImages onlyUs = GoldenImages.build(2).to(US, PROD);
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(onlyUs);

        fleet.hinted(onlyUs);

        LatestChanged told = fleet.toldTo(PROD).get(1);
        assertThat(told.amis().get(EU).build()).isEqualTo(FIRST.arn());
        assertThat(told.amis().get(US).build()).isEqualTo(onlyUs.arn());
        assertThat(told.previous()).containsOnlyKeys(US);
        assertThat(fleet.toldTo(SANDBOX)).hasSize(1);
    }

    @Test
    void aHeldBuildIsAnnouncedWithItsReasonAndAccountsAreToldTheOlderBuild() {
        bothAnnounced();

        fleet.hold(SECOND);
        fleet.hinted(SECOND);

        assertThat(fleet.published(BuildHeld.class)).singleElement().satisfies(held -> {
            assertThat(held.build()).isEqualTo(SECOND.arn());
            assertThat(held.hold().reason()).isEqualTo("sshd does not start");
            assertThat(held.hold().by()).isEqualTo("ann");
        });
        LatestChanged told = last(PROD);
        assertThat(told.cause()).isEqualTo(ChangeCause.BUILD_HELD);
        assertThat(told.build()).isEqualTo(SECOND.arn());
        assertThat(told.amis().get(US).build()).isEqualTo(FIRST.arn());
    }

    @Test
    void aReleasedBuildIsAnnouncedWithTheHoldThatEndedAndWhoEndedIt() {
        bothAnnounced();
        fleet.hold(SECOND);
        fleet.hinted(SECOND);

        fleet.release(SECOND);
        fleet.hinted(SECOND);

        assertThat(fleet.published(BuildReleased.class)).singleElement().satisfies(released -> {
            assertThat(released.hold().by()).isEqualTo("ann");
            assertThat(released.release().map(Release::by)).contains("bob");
            assertThat(released.release().map(Release::reason)).contains("sshd starts");
        });
        assertThat(last(PROD).cause()).isEqualTo(ChangeCause.BUILD_RELEASED);
        assertThat(last(PROD).amis().get(US).build()).isEqualTo(SECOND.arn());
        assertThat(fleet.published(FanOutEnded.class)).hasSize(2);
    }

    @Test
    void theSameHoldTwiceIsTwoChanges() {
        bothAnnounced();
        for (int i = 0; i < 2; i++) {
            fleet.hold(SECOND);
            fleet.hinted(SECOND);
            fleet.release(SECOND);
            fleet.hinted(SECOND);
        }

        Set<String> changeIds = new HashSet<>();
        fleet.published.forEach(announcement -> changeIds.add(announcement.changeId()));
        assertThat(changeIds).hasSameSizeAs(fleet.published);
    }

    @Test
    void deprecationAndDeletionAreNamedAsTheCause() {
        bothAnnounced();
        fleet.record(SECOND.in(ImageState.DEPRECATED));
        fleet.hinted(SECOND);
        fleet.record(FIRST.in(ImageState.DELETED));
        fleet.hinted(FIRST);

        List<LatestChanged> told = fleet.toldTo(PROD);
        assertThat(told.get(2).cause()).isEqualTo(ChangeCause.BUILD_DEPRECATED);
        assertThat(told.get(3).cause()).isEqualTo(ChangeCause.BUILD_DELETED);
        assertThat(told.get(3).amis()).isEmpty();
        assertThat(told.get(3).previous()).containsEntry(US, Optional.of(FIRST.ami(US, PROD)));
    }

    @Test
    void aFailedBuildIsIncompleteAndNamesItsGapsAndItsRetryIsAnotherChange() {
        GoldenImages failed = SECOND.in(ImageState.FAILED).without(EU, SANDBOX);
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(failed);
        fleet.hinted(failed);
        fleet.record(SECOND);
        fleet.hinted(SECOND);

        List<FanOutEnded> ended = fleet.published(FanOutEnded.class);
        assertThat(ended).hasSize(3);
        assertThat(ended.get(1).isComplete()).isFalse();
        assertThat(ended.get(1).gaps()).containsExactly(new FanOutEnded.MissingCopy(EU, SANDBOX, Optional.empty()));
        assertThat(ended.get(2).isComplete()).isTrue();
        assertThat(ended.get(2).changeId()).isNotEqualTo(ended.get(1).changeId());
        assertThat(fleet.toldTo(PROD)).hasSize(2);
    }

    @Test
    void aBuildInProgressAndOneThatIsNotRecordedAnnounceNothing() {
        fleet.record(FIRST.in(ImageState.BUILDING));

        assertThat(fleet.hinted(FIRST, SECOND).failures()).isEmpty();

        assertThat(fleet.published).isEmpty();
    }

    @Test
    void ofSharedAmisOnlyActiveAccountsOfTheRegistryAreTold() {
        LaunchPermission shared = new LaunchPermission(
                Set.of(new Audience.Account(PROD), new Audience.Account(SANDBOX), new Audience.Account(GUEST)));
        GoldenImages build = GoldenImages.build(1).to(US, shared, OWNER);
        register(PROD, AccountStatus.ACTIVE);
        register(SANDBOX, AccountStatus.SUSPENDED);
        fleet.record(build);

        fleet.hinted(build);

        assertThat(fleet.toldTo(PROD)).singleElement().satisfies(told -> assertThat(
                        told.amis().get(US))
                .isEqualTo(new AnnouncedAmi(build.ami(US, OWNER), Access.SHARED, build.arn())));
        assertThat(fleet.toldTo(SANDBOX)).isEmpty();
        assertThat(fleet.toldTo(GUEST)).isEmpty();
    }

    @Test
    void anAmiForEveryoneIsToldToTheActiveAccountsOfTheRegistry() {
        GoldenImages build = GoldenImages.build(1).to(US, new LaunchPermission(Set.of(new Audience.Everyone())), OWNER);
        register(PROD, AccountStatus.ACTIVE);
        register(SANDBOX, AccountStatus.SUSPENDED);
        fleet.record(build);

        fleet.hinted(build);

        assertThat(fleet.toldTo(PROD)).hasSize(1);
        assertThat(fleet.toldTo(SANDBOX)).isEmpty();
    }

    @Test
    void aHintThatFailsStopsNoOther() {
        GoldenImages other = GoldenImages.fiveAmis(1)
                .named(imagefanout.model.identity.ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/other/1.0.0/1"))
                .withoutPipeline();
        fleet.record(FIRST);
        fleet.record(other);
        fleet.states.replace("BUILD#" + FIRST.arn(), "BUILD", Optional.empty(), "unreadable");

        AnnounceChanges.Announced announced = fleet.hinted(FIRST, other);

        assertThat(announced.failures()).containsOnlyKeys(new Hint.OfBuild(FIRST.arn()));
        assertThat(fleet.published(FanOutEnded.class))
                .extracting(FanOutEnded::build)
                .containsExactly(other.arn());
    }

    @Test
    void aPromotionIsAnnouncedWithItsReasonAndTellsEachAccountWhatTheChannelAnswers() {
        bothAnnounced();
        fleet.published.clear();

        promote(FIRST);

        assertThat(fleet.published(Announcement.BuildPromoted.class))
                .singleElement()
                .satisfies(promoted -> {
                    assertThat(promoted.change().build()).contains(FIRST.arn());
                    assertThat(promoted.change().by()).isEqualTo("ann");
                });
        assertThat(fleet.toldTo(PROD)).singleElement().satisfies(told -> {
            assertThat(told.channel()).isEqualTo("prod");
            assertThat(told.sequence()).isEqualTo(1);
            assertThat(told.cause()).isEqualTo(ChangeCause.PROMOTION);
            assertThat(told.amis().get(US).build()).isEqualTo(FIRST.arn());
        });
        fleet.published.clear();
        fleet.announce(List.of(new Hint.OfChannel(PIPELINE, CHANNEL)));
        assertThat(fleet.published).isEmpty();
    }

    @Test
    void aChangedBuildIsToldForEveryChannelThatHasIt() {
        bothAnnounced();
        promote(FIRST);
        promote(SECOND);
        fleet.published.clear();

        fleet.hold(SECOND);
        fleet.hinted(SECOND);

        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::channel).containsExactlyInAnyOrder("latest", "prod");
        assertThat(fleet.toldTo(PROD)).allSatisfy(told -> {
            assertThat(told.cause()).isEqualTo(ChangeCause.BUILD_HELD);
            assertThat(told.amis().get(US).build()).isEqualTo(FIRST.arn());
        });
    }

    @Test
    void everyPromotionIsAnnouncedAlsoWhenOneHintStandsForTwo() {
        bothAnnounced();
        fleet.published.clear();
        fleet.promote(FIRST, CHANNEL);
        fleet.promote(SECOND, CHANNEL);

        fleet.announce(List.of(new Hint.OfChannel(PIPELINE, CHANNEL)));

        assertThat(fleet.published(Announcement.BuildPromoted.class))
                .extracting(promoted -> promoted.change().build().orElseThrow())
                .containsExactlyInAnyOrder(FIRST.arn(), SECOND.arn());
        assertThat(last(PROD).amis().get(US).build()).isEqualTo(SECOND.arn());
    }

    @Test
    void aDeletedChannelTellsItsAccountsThatItAnswersNothing() {
        bothAnnounced();
        promote(FIRST);

        new PromoteBuild(fleet.channels)
                .delete(
                        PIPELINE,
                        CHANNEL,
                        new ChannelAction(Instant.parse("2026-03-02T00:00:00Z"), "ann", "unused", false));
        fleet.announce(List.of(new Hint.OfChannel(PIPELINE, CHANNEL)));

        assertThat(last(PROD).channel()).isEqualTo("prod");
        assertThat(last(PROD).amis()).isEmpty();
    }

    private void promote(GoldenImages build) {
        fleet.promote(build, CHANNEL);
        fleet.announce(List.of(new Hint.OfChannel(PIPELINE, CHANNEL)));
    }

    private void bothAnnounced() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.record(SECOND);
        fleet.hinted(SECOND);
    }

    private LatestChanged last(AccountId account) {
        List<LatestChanged> told = fleet.toldTo(account);
        return told.get(told.size() - 1);
    }

    private void register(AccountId account, AccountStatus status) {
        fleet.registry.put(RegisteredAccount.of(account, status, Set.of(), Optional.empty()));
    }
}
