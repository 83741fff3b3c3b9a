package imagefanout.testing.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.Promotion;
import imagefanout.model.channels.PromotionRefusedException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Channels} does, and what {@link PromoteBuild} makes of it. */
public abstract class ChannelsContract {
    private static final PipelineArn PIPELINE = GoldenImages.PIPELINE;
    private static final PipelineArn OTHER =
            PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-windows");
    private static final ChannelName PROD = new ChannelName("prod");
    private static final ChannelName DEV = new ChannelName("dev");
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");

    private final ImageCatalog catalog = new InMemoryImageCatalog();
    private int hours;

    /** The same channels for the whole test. */
    protected abstract Channels channels();

    @Test
    protected void aChannelThatNeverExistedIsEmpty() {
        assertThat(channels().channel(PIPELINE, PROD)).isEmpty();
        assertThat(channels().channels(PIPELINE)).isEmpty();
        assertThat(channels().history(PIPELINE, PROD, Optional.empty(), 10).items())
                .isEmpty();
        assertThat(channels().asOf(PIPELINE, PROD, START)).isEmpty();
        assertThat(promoter().delete(PIPELINE, PROD, by("ann"))).isEmpty();
    }

    @Test
    protected void aChannelPointsAtTheLastPromotionAndFallsBackToTheEarlierOnes() {
        promote(PROD, 1);
        Channel channel = promote(PROD, 3);

        assertThat(builds(channel.promotions())).containsExactly(arn(3), arn(1));
        assertThat(channels().channel(PIPELINE, PROD)).contains(channel);
    }

    @Test
    protected void pointingBackRemovesEveryNewerBuild() {
        promote(PROD, 1);
        promote(PROD, 3);
        Channel back = promote(PROD, 2);

        assertThat(builds(back.promotions())).containsExactly(arn(2), arn(1));
        assertThat(back.last().removed()).containsExactly(arn(3));
        assertThat(builds(back.takenOut())).containsExactly(arn(3));
    }

    @Test
    protected void aBuildThatIsPromotedAgainIsNoLongerTakenOut() {
        promote(PROD, 1);
        promote(PROD, 2);
        promote(PROD, 1);

        assertThat(promote(PROD, 2).takenOut()).isEmpty();
    }

    @Test
    protected void aBuildStaysTakenOutThoughANewerOneIsPromoted() {
        promote(PROD, 1);
        promote(PROD, 2);
        promote(PROD, 1);
        promote(PROD, 3);

        assertThat(builds(promote(PROD, 1).takenOut())).containsExactly(arn(3), arn(2));
    }

    @Test
    protected void promotingTheCurrentBuildAgainChangesNothing() {
        Channel once = promote(PROD, 1);

        assertThat(promote(PROD, 1)).isEqualTo(once);
    }

    @Test
    protected void findsTheChannelsOfSeveralPipelinesAtOnce() {
        promote(PROD, 1);
        promote(DEV, 2);
        Channel prod = promote(PROD, 2);

        assertThat(channels().channels(Set.of(PIPELINE, OTHER)))
                .containsExactly(entry(PIPELINE, channels().channels(PIPELINE)));
        assertThat(channels().channels(Set.of(PIPELINE)).get(PIPELINE))
                .contains(prod)
                .extracting(Channel::name)
                .containsExactly(DEV, PROD);
        assertThat(channels().channels(Set.of(OTHER))).isEmpty();
    }

    @Test
    protected void aDeletedChannelHasNoPromotionsAndKeepsItsHistory() {
        promote(PROD, 1);
        promote(PROD, 2);
        Channel deleted = promoter().delete(PIPELINE, PROD, by("ann")).orElseThrow();
        Channel again = promote(PROD, 3);

        assertThat(deleted.isDeleted()).isTrue();
        assertThat(promoter().delete(OTHER, PROD, by("ann"))).isEmpty();
        assertThat(builds(again.promotions())).containsExactly(arn(3));
        assertThat(history()).hasSize(4);
        assertThat(history().get(1).build()).isEmpty();
        assertThat(history().get(1).removed()).containsExactly(arn(2), arn(1));
    }

    @Test
    protected void theHistoryHasWhoWhenAndWhyNewestFirstAndInPages() {
        promote(PROD, 1);
        promote(PROD, 2);
        promote(PROD, 3);
        List<ChannelChange> pages = new ArrayList<>();
        ResultPage.<ChannelChange, ChannelChange.Position>forEach(
                before -> channels().history(PIPELINE, PROD, before, 2), pages::add);

        assertThat(pages).isEqualTo(history());
        assertThat(pages.stream().map(ChannelChange::number)).containsExactly(3L, 2L, 1L);
        assertThat(pages.get(0))
                .isEqualTo(new ChannelChange(
                        3,
                        START.plusSeconds(3 * 3600),
                        "ann",
                        "tested",
                        Optional.of(arn(3)),
                        List.of(),
                        false,
                        new TreeMap<>()));
    }

    @Test
    protected void asOfATimeTheChannelIsWhatItWasThen() {
        Channel first = promote(PROD, 1);
        Channel second = promote(PROD, 2);
        Channel third = promote(PROD, 1);

        assertThat(channels().asOf(PIPELINE, PROD, first.last().at().minusMillis(1)))
                .isEmpty();
        for (Channel then : List.of(first, second, third)) {
            assertThat(channels().asOf(PIPELINE, PROD, then.last().at())).contains(then);
            assertThat(channels().asOf(PIPELINE, PROD, then.last().at().plusSeconds(3599)))
                    .contains(then);
        }
    }

    @Test
    protected void ofTwoChangesOfOneStateOnlyTheFirstIsWritten() {
        promote(PROD, 1);
        Optional<Channel> before = channels().channel(PIPELINE, PROD);
        Channel deleted = deletedBy("ann", before.orElseThrow());
        Channel other = deletedBy("bob", before.orElseThrow());

        assertThat(channels().replace(before, deleted)).isTrue();
        assertThat(channels().replace(before, other)).isFalse();
        assertThat(channels().replace(before, deleted)).as("repeated").isTrue();
        assertThat(channels().replace(Optional.empty(), other)).isFalse();
        assertThat(channels().channel(PIPELINE, PROD)).contains(deleted);
        assertThat(history()).hasSize(2);
    }

    @Test
    protected void theBuildsOfAllChannelsAreInUse() {
        promote(PROD, 1);
        promote(DEV, 2);
        promote(DEV, 3);
        promote(DEV, 2);

        assertThat(channels().buildsInUse(PIPELINE, Instant.MAX)).containsExactlyInAnyOrder(arn(1), arn(2), arn(3));
        assertThat(channels().channels(PIPELINE).stream().map(Channel::name)).containsExactly(DEV, PROD);
        assertThat(channels().buildsInUse(OTHER, Instant.MAX)).isEqualTo(Set.of());
    }

    @Test
    protected void theBuildsThatAChannelAnsweredFromSinceThenAreInUse() {
        promote(PROD, 3);
        promote(PROD, 4);
        Instant since = promote(PROD, 2).last().at();
        promote(PROD, 5);
        promote(PROD, 1);
        promote(PROD, 6);

        assertThat(channels().buildsInUse(PIPELINE, since)).containsExactlyInAnyOrder(arn(1), arn(2), arn(5), arn(6));
        assertThat(channels().buildsInUse(PIPELINE, Instant.MAX)).containsExactlyInAnyOrder(arn(1), arn(6));
    }

    @Test
    protected void onlyTheNewestFallBacksAreKept() {
        for (int number = 1; number <= Channel.MAX_PROMOTIONS + 2; number++) {
            promote(PROD, number);
        }

        List<Promotion> left = channels().channel(PIPELINE, PROD).orElseThrow().promotions();
        assertThat(left).hasSize(Channel.MAX_PROMOTIONS);
        assertThat(left.get(Channel.MAX_PROMOTIONS - 1).build()).isEqualTo(arn(3));
    }

    @Test
    protected void aClockThatGoesBackDoesNotTurnTheHistoryAround() {
        hours = 5;
        Channel first = promote(PROD, 1);
        hours = 0;
        Channel second = promote(PROD, 2);

        assertThat(second.last().at()).isEqualTo(first.last().at());
        assertThat(channels().asOf(PIPELINE, PROD, first.last().at())).contains(second);
        assertThat(history().stream().map(ChannelChange::number)).containsExactly(2L, 1L);
    }

    @Test
    protected void refusesABuildThatIsNotReadyAndSaysEveryReason() {
        GoldenImages held =
                GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED).without(GoldenImages.EU, GoldenImages.PROD);
        record(held);
        catalog.hold(held.arn(), new Hold("broken", "bob", START));

        assertThatThrownBy(() -> promoter()
                        .promote(OTHER, PROD, catalog.build(held.arn()).orElseThrow(), by("ann")))
                .isInstanceOfSatisfying(PromotionRefusedException.class, refused -> assertThat(refused.reasons())
                        .containsExactly(
                                "The build " + held.arn() + " is not of the pipeline " + OTHER + " but of " + PIPELINE
                                        + ".",
                                "The build is DEPRECATED. A channel takes only builds that are AVAILABLE.",
                                "The build is on hold since 2026-02-01T00:00:00Z by bob: broken. Release the hold"
                                        + " first.",
                                "1 of 5 copies are missing. To promote the build anyway, set \"force\" to true."));
        assertThat(channels().channel(OTHER, PROD)).isEmpty();
    }

    @Test
    protected void forceIsForMissingCopiesOnlyAndIsRecorded() {
        GoldenImages incomplete = GoldenImages.fiveAmis(1).without(GoldenImages.EU, GoldenImages.PROD);
        record(incomplete);
        ChannelAction forced = new ChannelAction(START, "ann", "urgent", true);

        Channel channel = promoter()
                .promote(PIPELINE, PROD, catalog.build(incomplete.arn()).orElseThrow(), forced);
        assertThat(channel.last().forced()).isTrue();

        record(GoldenImages.fiveAmis(2));
        Channel complete =
                promoter().promote(PIPELINE, PROD, catalog.build(arn(2)).orElseThrow(), forced);
        assertThat(complete.last().forced()).isFalse();
    }

    private Channel promote(ChannelName name, int number) {
        record(GoldenImages.build(number));
        hours++;
        return promoter().promote(PIPELINE, name, catalog.build(arn(number)).orElseThrow(), by("ann"));
    }

    private void record(GoldenImages image) {
        catalog.record(ImageSnapshot.of(START, image.described()));
    }

    private PromoteBuild promoter() {
        return new PromoteBuild(channels());
    }

    private ChannelAction by(String person) {
        return new ChannelAction(START.plusSeconds(3600L * hours), person, "tested", false);
    }

    /** What {@link PromoteBuild#delete} would write. */
    private static Channel deletedBy(String person, Channel channel) {
        ChannelChange last = channel.last();
        return new Channel(
                channel.pipeline(),
                channel.name(),
                new ChannelChange(
                        last.number() + 1,
                        last.at(),
                        person,
                        "gone",
                        Optional.empty(),
                        builds(channel.promotions()),
                        false,
                        new TreeMap<>()),
                List.of(),
                channel.promotions());
    }

    private List<ChannelChange> history() {
        return channels().history(PIPELINE, PROD, Optional.empty(), 1000).items();
    }

    private static List<ImageBuildArn> builds(List<Promotion> promotions) {
        return promotions.stream().map(Promotion::build).toList();
    }

    private static ImageBuildArn arn(int number) {
        return GoldenImages.build(number).arn();
    }
}
