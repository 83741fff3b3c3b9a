package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.announce.Announcement.FanOutEnded;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why accounts are told, and what it costs to find that there is nothing to tell. */
final class AnnounceCausesTest {
    private static final GoldenImages FIRST = GoldenImages.fiveAmis(1);
    private static final GoldenImages SECOND = GoldenImages.fiveAmis(2);
    private static final GoldenImages SHARED =
            GoldenImages.build(1).to(US, new LaunchPermission(Set.of(new Audience.Account(PROD))), OWNER);
    private static final List<Hint> OF_LINEAGE = List.of(new Hint.OfLineage(PIPELINE));

    private final AnnounceFixture fleet = new AnnounceFixture();

    @Test
    void anAccountIsToldThatAnAmiIsNoLongerSharedWithIt() {
        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.empty());
        fleet.record(SHARED);
        fleet.hinted(SHARED);
        fleet.record(GoldenImages.build(1).to(US, OWNER));

        fleet.hinted(SHARED);

        assertThat(last(PROD).amis()).isEmpty();
        assertThat(last(PROD).previous()).containsEntry(US, Optional.of(SHARED.ami(US, OWNER)));
        assertThat(last(PROD).cause()).isEqualTo(ChangeCause.COPIES_CHANGED);
        fleet.hinted(SHARED);
        assertThat(fleet.toldTo(PROD)).hasSize(2);
    }

    @Test
    void anotherAmiOfTheSameBuildIsAChangeOfItsCopies() {
        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.empty());
        fleet.record(SHARED);
        fleet.hinted(SHARED);
        fleet.record(GoldenImages.build(1).to(US, PROD));

        fleet.hinted(SHARED);

        assertThat(last(PROD).amis().get(US).ami()).isEqualTo(SHARED.ami(US, PROD));
        assertThat(last(PROD).cause()).isEqualTo(ChangeCause.COPIES_CHANGED);
    }

    @Test
    void anAccountIsToldThatItHasNoAmiWhenItsOnlyBuildWasRemoved() {
        fleet.record(FIRST);
        fleet.hinted(FIRST);
        fleet.catalog.remove(
                List.of(fleet.catalog.build(FIRST.arn()).orElseThrow()),
                Instant.parse("2027-01-01T00:00:00Z"),
                Set::of);

        assertThat(fleet.announce(OF_LINEAGE).failures()).isEmpty();

        assertThat(last(PROD).amis()).isEmpty();
        assertThat(last(PROD).build()).isEqualTo(FIRST.arn());
        assertThat(last(PROD).cause()).isEqualTo(ChangeCause.COPIES_CHANGED);
    }

    @Test
    void aPromotionBackIsThePromotionOfTheOlderBuild() {
        fleet.record(FIRST);
        fleet.record(SECOND);
        promote(FIRST);
        promote(SECOND);

        promote(FIRST);

        assertThat(last(PROD).channel()).isEqualTo("prod");
        assertThat(last(PROD).cause()).isEqualTo(ChangeCause.PROMOTION);
        assertThat(last(PROD).amis().get(US).build()).isEqualTo(FIRST.arn());
    }

    @Test
    void onlyBuildsThatAreAvailableOrFailedHaveEnded() {
        for (ImageState state : ImageState.values()) {
            AnnounceFixture alone = new AnnounceFixture();
            alone.record(FIRST.in(state));

            alone.hinted(FIRST);

            assertThat(alone.published(FanOutEnded.class))
                    .as("%s", state)
                    .hasSize(state == ImageState.AVAILABLE || state == ImageState.FAILED ? 1 : 0);
        }
    }

    @Test
    void aBuildThatIsMadeAnewUnderItsArnEndsAgainAndItsHoldIsNotReleased() {
        fleet.record(FIRST);
        fleet.hold(FIRST);
        fleet.hinted(FIRST);
        fleet.record(FIRST.builtAgain());

        fleet.hinted(FIRST);

        assertThat(fleet.published(FanOutEnded.class)).hasSize(2);
        assertThat(fleet.published(Announcement.BuildReleased.class)).isEmpty();
    }

    @Test
    void aHintAboutWhatIsAnnouncedWritesNothing() {
        fleet.record(FIRST);
        fleet.record(SECOND.in(ImageState.DELETED));
        fleet.hinted(FIRST, SECOND);

        assertThat(calls(() -> fleet.hinted(FIRST))).containsOnly("ImageCatalog.build", "AnnouncedStates.read");
        assertThat(calls(() -> fleet.hinted(SECOND))).doesNotContain("AnnouncedStates.replace");
    }

    @Test
    void nothingIsStoredAboutABuildInProgress() {
        fleet.record(FIRST.in(ImageState.DISTRIBUTING));

        fleet.hinted(FIRST);

        assertThat(fleet.states.read("BUILD#" + FIRST.arn())).isEmpty();
    }

    @Test
    void theRegistryIsReadOnlyWhenAmisAreOrWereShared() {
        fleet.record(FIRST);
        assertThat(calls(() -> fleet.hinted(FIRST))).noneMatch(call -> call.startsWith("AccountRegistry."));
        fleet.record(SECOND);
        assertThat(calls(() -> fleet.hinted(SECOND))).noneMatch(call -> call.startsWith("AccountRegistry."));
        fleet.record(FIRST.in(ImageState.DEPRECATED));
        fleet.record(SECOND.in(ImageState.DEPRECATED));
        fleet.hinted(FIRST, SECOND);

        assertThat(last(PROD).amis()).isEmpty();
        assertThat(calls(() -> fleet.announce(OF_LINEAGE))).noneMatch(call -> call.startsWith("AccountRegistry."));
    }

    @Test
    void accountsThatAreNotActiveCostNoReads() {
        LaunchPermission everyone = new LaunchPermission(Set.of(new Audience.Everyone()));
        for (int number = 1; number <= 12; number++) {
            fleet.record(GoldenImages.build(number).to(US, everyone, OWNER));
        }
        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.empty());
        fleet.announce(OF_LINEAGE);
        assertThat(fleet.toldTo(PROD)).hasSize(1);
        List<String> before = calls(() -> fleet.announce(OF_LINEAGE));
        fleet.registry.put(SANDBOX, AccountStatus.SUSPENDED, Optional.empty());

        assertThat(calls(() -> fleet.announce(OF_LINEAGE))).isEqualTo(before);

        fleet.registry.put(SANDBOX, AccountStatus.ACTIVE, Optional.empty());
        assertThat(calls(() -> fleet.announce(OF_LINEAGE))).hasSizeGreaterThan(before.size());
    }

    /** To find its news, to compare, and the older build that is the answer now. */
    @Test
    void aBuildThatWasAnnouncedLastIsReadOnceForAComparison() {
        fleet.record(FIRST);
        fleet.record(SECOND);
        fleet.hinted(FIRST, SECOND);
        fleet.hold(SECOND);

        List<String> calls = calls(() -> fleet.hinted(SECOND));

        assertThat(calls).filteredOn("ImageCatalog.image"::equals).hasSize(3);
    }

    private List<String> calls(Runnable run) {
        List<String> calls = new ArrayList<>();
        fleet.interruption = (name, number, done) -> {
            if (done) {
                calls.add(name);
            }
        };
        run.run();
        fleet.interruption = (name, number, done) -> {};
        return calls;
    }

    private void promote(GoldenImages build) {
        ChannelName channel = new ChannelName("prod");
        fleet.promote(build, channel);
        fleet.announce(List.of(new Hint.OfChannel(PIPELINE, channel)));
    }

    private LatestChanged last(AccountId account) {
        List<LatestChanged> told = fleet.toldTo(account);
        return told.get(told.size() - 1);
    }
}
