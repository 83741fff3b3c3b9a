package imagefanout.model.channels;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.RuleOutlook.Candidate;
import imagefanout.model.channels.RuleOutlook.Status;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a rule says of a build that it waits for or cannot promote. */
final class RuleOutlookTest {
    private static final Instant NOON = Instant.parse("2026-02-10T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ChannelName DEV = new ChannelName("dev");
    private static final GoldenImages BUILD = GoldenImages.fiveAmis(1);
    private static final PromotionRule RULE = FollowChannelTest.rule(2, "UTC");
    private static final PromotionRule BY_DAY =
            new PromotionRule(RULE.target(), DEV, 2, UTC, Optional.of(new PromotionWindow(LocalTime.of(9, 0), 8, UTC)));

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryChannels channels = new InMemoryChannels();

    @Test
    void theDaysAreCountedFromTheReleaseOfAHold() {
        promote(DEV, NOON);
        hold(NOON.plus(HOUR));
        Instant released = release(NOON.plus(HOUR.multipliedBy(2)));

        Candidate candidate = candidate(NOON.plus(Duration.ofDays(1)));

        assertThat(candidate)
                .isEqualTo(new Candidate(
                        BUILD.arn(), released, Optional.of(released.plus(Duration.ofDays(2))), List.of()));
        assertThat(follow(NOON.plus(Duration.ofDays(2))).apply(RULE)).isEmpty();
    }

    @Test
    void aReleaseBeforeThePromotionDelaysNothing() {
        record(BUILD);
        hold(NOON.minus(HOUR));
        release(NOON.minusSeconds(1));
        promote(DEV, NOON);

        assertThat(candidate(NOON).countedFrom()).isEqualTo(NOON);
        assertThat(follow(NOON.plus(Duration.ofDays(2))).apply(RULE)).isPresent();
    }

    @Test
    void anotherBuildOfTheSameArnIsNotPromoted() {
        promote(DEV, NOON);
        record(BUILD.builtAgain());

        Candidate candidate = candidate(NOON.plus(Duration.ofDays(3)));

        assertThat(candidate.obstacles()).containsExactly("It is no longer recorded.");
        assertThat(candidate.dueAt()).isEmpty();
        assertThat(follow(NOON.plus(Duration.ofDays(3))).apply(RULE)).isEmpty();
    }

    @Test
    void saysWhetherThereIsNoNewerBuildOrNoneThatCanBePromoted() {
        RuleOutlook none = follow(NOON).outlook(RULE);
        promote(DEV, NOON);
        hold(NOON);
        RuleOutlook held = follow(NOON).outlook(RULE);

        assertThat(none.status()).isEqualTo(Status.IDLE);
        assertThat(none.waitsFor()).containsExactly("dev has no build that is newer than that of prod.");
        assertThat(held.status()).isEqualTo(Status.IDLE);
        assertThat(held.waitsFor()).containsExactly("None of the newer builds of dev can be promoted.");
    }

    @Test
    void saysThatABuildWaitsForItsDays() {
        promote(DEV, NOON);

        RuleOutlook outlook = follow(NOON.plus(HOUR.multipliedBy(9))).outlook(BY_DAY);

        assertThat(outlook.status()).isEqualTo(Status.WAITING);
        assertThat(outlook.at()).contains(Instant.parse("2026-02-12T12:00:00Z"));
        assertThat(outlook.waitsFor())
                .as("the window is closed now, but not when the days are over")
                .containsExactly("The build must have been in dev for 2 days without a hold, counted from"
                        + " 2026-02-10T12:00:00Z: until 2026-02-12T12:00:00Z.");
    }

    @Test
    void saysThatABuildWaitsForTheWindow() {
        promote(DEV, NOON.plus(HOUR.multipliedBy(8)));
        String window = "The window is closed: 09:00 for 8 hours, UTC.";

        RuleOutlook early = follow(NOON.plus(Duration.ofDays(1))).outlook(BY_DAY);
        RuleOutlook due = follow(Instant.parse("2026-02-12T22:00:00Z")).outlook(BY_DAY);

        assertThat(early.at()).contains(Instant.parse("2026-02-13T09:00:00Z"));
        assertThat(early.waitsFor()).hasSize(2).endsWith(window);
        assertThat(due.at()).isEqualTo(early.at());
        assertThat(due.waitsFor()).containsExactly(window);
    }

    private void record(GoldenImages image) {
        catalog.record(ImageSnapshot.of(NOON, image.described()));
    }

    private void promote(ChannelName channel, Instant at) {
        record(BUILD);
        new PromoteBuild(channels)
                .promote(
                        PIPELINE,
                        channel,
                        catalog.build(BUILD.arn()).orElseThrow(),
                        new ChannelAction(at, "ann", "tested", false));
    }

    private void hold(Instant at) {
        catalog.hold(BUILD.arn(), new Hold("broken", "ann", at));
    }

    private Instant release(Instant at) {
        catalog.release(BUILD.arn(), new Release("fixed", "ann", at));
        return at;
    }

    private Candidate candidate(Instant now) {
        return follow(now).outlook(RULE).candidates().get(0);
    }

    private FollowChannel follow(Instant now) {
        return new FollowChannel(channels, catalog, Clock.fixed(now, ZoneOffset.UTC));
    }
}
