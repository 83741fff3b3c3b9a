package imagefanout.model.channels;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.RuleOutlook.Status;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.registry.WrittenValue;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules over generated calendars, compared with a plain reckoning from the list of what happened. */
final class FollowChannelTest {
    private static final int CALENDARS = Integer.getInteger("rules.calendars", 250);
    private static final int STEPS = 40;
    private static final int BUILDS = 10;
    private static final ChannelName DEV = new ChannelName("dev");
    private static final ChannelName TARGET = new ChannelName("prod");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC");
    /** Two weeks around both changes of the clock in Berlin and New York. */
    private static final List<String> STARTS = List.of("2026-03-01T00:00:00Z", "2026-10-18T00:00:00Z");

    static PromotionRule rule(int days, String zone) {
        return new PromotionRule(
                new PromotionRule.Target(PIPELINE, TARGET), DEV, days, ZoneId.of(zone), Optional.empty());
    }

    @Test
    void everyRunPromotesWhatTheReckoningSaysAndEveryOutlookComesTrue() {
        int promotions = 0;
        for (int seed = 1; seed <= CALENDARS; seed++) {
            promotions += new Play(seed).run();
        }

        assertThat(promotions)
                .as("the test would prove nothing without promotions")
                .isGreaterThan(CALENDARS);
    }

    @Test
    void ofTwoOverlappingRunsOnePromotesAndTheHistoryHasOneChange() {
        Play play = new Play(0);
        play.rule = rule(0, "UTC");
        play.promote(DEV, 1);
        FollowChannel other = new FollowChannel(play.channels, play.catalog, play.clock());
        boolean[] isFirst = {true};
        Channels overtaken = new Channels() {
            @Override
            public Optional<Channel> channel(PipelineArn pipeline, ChannelName name) {
                return play.channels.channel(pipeline, name);
            }

            @Override
            public List<Channel> channels(PipelineArn pipeline) {
                return play.channels.channels(pipeline);
            }

            @Override
            public SortedMap<PipelineArn, List<Channel>> channels(Set<PipelineArn> pipelines) {
                return play.channels.channels(pipelines);
            }

            @Override
            public boolean replace(Optional<Channel> before, Channel next) {
                if (isFirst[0]) {
                    isFirst[0] = false;
                    play.now = play.now.plusSeconds(1);
                    assertThat(other.apply(play.rule)).isPresent();
                }
                return play.channels.replace(before, next);
            }

            @Override
            public ResultPage<ChannelChange, ChannelChange.Position> history(
                    PipelineArn pipeline, ChannelName name, Optional<ChannelChange.Position> before, int limit) {
                return play.channels.history(pipeline, name, before, limit);
            }

            @Override
            public Optional<Channel> asOf(PipelineArn pipeline, ChannelName name, Instant at) {
                return play.channels.asOf(pipeline, name, at);
            }
        };

        assertThat(new FollowChannel(overtaken, play.catalog, play.clock()).apply(play.rule))
                .isEmpty();
        assertThat(play.channels.history(PIPELINE, TARGET, Optional.empty(), 9).items())
                .hasSize(1);
    }

    @Test
    void aPromotionNamesTheFactsThatItRestsOn() {
        Play play = new Play(0);
        play.rule = rule(1, "UTC");
        play.promote(DEV, 1);
        Instant promoted = play.now;
        play.now = play.now.plusSeconds(24 * 3600);

        ChannelChange change = play.follow().apply(play.rule).orElseThrow().last();

        assertThat(change.by()).isEqualTo("rule: prod follows dev after 1 days");
        assertThat(change.facts())
                .containsEntry("follows", "dev")
                .containsEntry("promotedThereAt", promoted.toString())
                .containsEntry("countedFrom", promoted.toString())
                .containsEntry("dueAt", play.now.toString())
                .containsEntry("state", "AVAILABLE")
                .containsEntry("copies", "5 of 5");
    }

    @Test
    void aRowThatIsNoRuleSaysEveryProblem() {
        PromotionRuleRow row = PromotionRuleRow.parse(Map.of(
                "channel", new WrittenValue.Text(PIPELINE + "/latest"),
                "days", new WrittenValue.Text("many"),
                "start", new WrittenValue.Text("25:00"),
                "zone", new WrittenValue.Text("Berlin")));

        assertThat(row).isInstanceOfSatisfying(PromotionRuleRow.Bad.class, bad -> assertThat(bad.problems())
                .hasSize(6));
    }

    @Test
    void aRowIsReadWithNumbersOrTexts() {
        Map<String, WrittenValue> row = new TreeMap<>(Map.of(
                "channel", new WrittenValue.Text(PIPELINE + "/prod"),
                "follows", new WrittenValue.Text("dev"),
                "days", new WrittenValue.Numeral("7"),
                "start", new WrittenValue.Text("09:00"),
                "hours", new WrittenValue.Text("8"),
                "zone", new WrittenValue.Text("Europe/Berlin")));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        PromotionRule expected = new PromotionRule(
                new PromotionRule.Target(PIPELINE, TARGET),
                DEV,
                7,
                berlin,
                Optional.of(new PromotionWindow(LocalTime.of(9, 0), 8, berlin)));

        assertThat(PromotionRuleRow.parse(row)).isEqualTo(new PromotionRuleRow.Good(expected));
    }

    /** What a person or a rule did to a channel: {@code build} is 0 for a deletion. */
    private record Done(ChannelName channel, Instant at, int build) {}

    private static final class Play {
        private final String name;
        private final Random random;
        private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
        private final InMemoryChannels channels = new InMemoryChannels();
        private final List<Done> done = new ArrayList<>();
        private final Set<Integer> held = new HashSet<>();
        private final Set<Integer> unfit = new HashSet<>();
        private final Map<Integer, Instant> released = new HashMap<>();
        private PromotionRule rule;
        private Instant now;
        private int promotions;

        Play(int seed) {
            name = "seed " + seed;
            random = new Random(seed);
            now = Instant.parse(STARTS.get(random.nextInt(STARTS.size())));
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Optional<PromotionWindow> window = random.nextInt(3) == 0
                    ? Optional.empty()
                    : Optional.of(new PromotionWindow(
                            LocalTime.of(random.nextInt(24), random.nextInt(60)), 1 + random.nextInt(24), zone));
            rule = new PromotionRule(new PromotionRule.Target(PIPELINE, TARGET), DEV, random.nextInt(6), zone, window);
            for (int number = 1; number <= BUILDS; number++) {
                GoldenImages image = GoldenImages.fiveAmis(number);
                boolean isIncomplete = seed > 0 && number % 3 == 0;
                record(isIncomplete ? image.without(EU, PROD) : image);
                if (isIncomplete) {
                    unfit.add(number);
                }
            }
        }

        Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };
        }

        FollowChannel follow() {
            return new FollowChannel(channels, catalog, clock());
        }

        int run() {
            for (int step = 0; step < STEPS; step++) {
                act(1 + random.nextInt(BUILDS));
                now = now.plusSeconds(random.nextInt(20 * 3600));
                RuleOutlook outlook = follow().outlook(rule);
                if (outlook.status() == Status.WAITING && random.nextBoolean()) {
                    now = outlook.at().orElseThrow().minusMillis(1);
                    check();
                    now = outlook.at().orElseThrow();
                    assertThat(follow().outlook(rule).next()).as(name).isEqualTo(outlook.next());
                }
                check();
                check();
            }
            return promotions;
        }

        private void record(GoldenImages image) {
            catalog.record(ImageSnapshot.of(now, image.described()));
        }

        private void act(int number) {
            GoldenImages image = GoldenImages.fiveAmis(number);
            switch (random.nextInt(12)) {
                case 0 -> {
                    catalog.hold(image.arn(), new Hold("broken", "ann", now));
                    held.add(number);
                }
                case 1 -> {
                    // Rarely is the build held that was drawn.
                    for (int released : List.copyOf(held)) {
                        release(released);
                    }
                }
                case 2 -> {
                    now = now.plusSeconds(1);
                    if (unfit.remove(number)) {
                        record(image);
                    } else {
                        unfit.add(number);
                        record(image.in(ImageState.DEPRECATED));
                    }
                }
                case 3 -> delete(TARGET);
                case 4 -> delete(DEV);
                case 5, 6 -> promote(TARGET, number);
                case 7 -> force(number);
                default -> promote(DEV, number);
            }
        }

        private void release(int number) {
            catalog.release(GoldenImages.build(number).arn(), new Release("fixed", "ann", now));
            held.remove(number);
            released.put(number, now);
        }

        private void delete(ChannelName channel) {
            if (random.nextInt(3) == 0) {
                new PromoteBuild(channels)
                        .delete(PIPELINE, channel, new ChannelAction(now, "ann", "gone", false))
                        .ifPresent(deleted -> done.add(new Done(channel, now, 0)));
            }
        }

        void promote(ChannelName channel, int number) {
            if (!held.contains(number) && !unfit.contains(number) && current(channel) != number) {
                new PromoteBuild(channels)
                        .promote(
                                PIPELINE,
                                channel,
                                catalog.build(GoldenImages.build(number).arn()).orElseThrow(),
                                new ChannelAction(now, "ann", "tested", false));
                done.add(new Done(channel, now, number));
            }
        }

        /** Only copies are missing: dev may have the build, and the rule waits for them. */
        private void force(int number) {
            RecordedBuild build =
                    catalog.build(GoldenImages.build(number).arn()).orElseThrow();
            if (OfferPolicy.AVAILABLE_ONLY.includes(build) && current(DEV) != number) {
                new PromoteBuild(channels).promote(PIPELINE, DEV, build, new ChannelAction(now, "ann", "urgent", true));
                done.add(new Done(DEV, now, number));
            }
        }

        /** Runs the rule, as the schedule does at any time. */
        private void check() {
            Optional<Integer> expected = reckon();
            RuleOutlook outlook = follow().outlook(rule);
            Optional<Integer> promoted = follow().apply(rule)
                    .map(channel ->
                            channel.current().orElseThrow().build().build().value());

            assertThat(promoted)
                    .as("%s: %s at %s after %s", name, rule, now, done)
                    .isEqualTo(expected);
            assertThat(outlook.status() == Status.DUE)
                    .as("%s: %s", name, outlook)
                    .isEqualTo(expected.isPresent());
            expected.ifPresent(number -> {
                done.add(new Done(TARGET, now, number));
                promotions++;
            });
        }

        private Optional<Integer> reckon() {
            boolean isDeleted = done.stream()
                    .filter(change -> change.channel().equals(TARGET))
                    .reduce((first, second) -> second)
                    .filter(change -> change.build() == 0)
                    .isPresent();
            if (isDeleted
                    || rule.window()
                            .filter(window -> window.hours() < 24 && !PromotionWindowTest.isOpen(window, now))
                            .isPresent()) {
                return Optional.empty();
            }
            Set<Integer> takenOut = takenOut();
            return left(DEV).entrySet().stream()
                    .filter(in -> in.getKey() > current(TARGET))
                    .filter(in -> !takenOut.contains(in.getKey()))
                    .filter(in -> !held.contains(in.getKey()) && !unfit.contains(in.getKey()))
                    .filter(in -> !dueAt(in.getKey(), in.getValue()).isAfter(now))
                    .map(Map.Entry::getKey)
                    .max(Integer::compareTo);
        }

        private Instant dueAt(int number, Instant promoted) {
            Instant release = released.getOrDefault(number, Instant.EPOCH);
            Instant from = release.isAfter(promoted) ? release : promoted;
            return from.atZone(rule.zone()).plusDays(rule.days()).toInstant();
        }

        /** The builds that the channel has, with the times of their promotions. */
        private Map<Integer, Instant> left(ChannelName channel) {
            Map<Integer, Instant> left = new TreeMap<>();
            for (Done change : done) {
                if (change.channel().equals(channel)) {
                    left.keySet().removeIf(build -> change.build() == 0 || build >= change.build());
                    if (change.build() != 0) {
                        left.put(change.build(), change.at());
                    }
                }
            }
            return left;
        }

        private int current(ChannelName channel) {
            return left(channel).keySet().stream().max(Integer::compareTo).orElse(0);
        }

        /** The builds that the target had and that were taken out by going back or by a deletion. */
        private Set<Integer> takenOut() {
            Set<Integer> had = new HashSet<>();
            done.stream().filter(change -> change.channel().equals(TARGET)).forEach(change -> had.add(change.build()));
            had.removeAll(left(TARGET).keySet());
            return had;
        }
    }
}
