package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.PromotionRefusedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import java.time.Instant;
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

/** What channels answer after generated histories, compared with a plain reckoning from the list of what people did. */
final class ChannelHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("channels.histories", 100);
    private static final int STEPS = 25;
    private static final int BUILDS = 8;
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final ChannelName CHANNEL = new ChannelName("prod");
    private static final Audience EVERYONE = new Audience.Everyone();

    /** What a person did: {@code build} is 0 for a deletion. */
    private record Done(Instant at, int build) {}

    @Test
    void everyAccountAndRegionGetsWhatThePromotionsLeftOffer() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            new Play(seed).run();
        }
    }

    private static final class Play {
        private final String name;
        private final Random random;
        private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
        private final PromoteBuild promoter;
        private final InMemoryChannels channels = new InMemoryChannels();
        private final List<Done> done = new ArrayList<>();
        private final Map<Integer, GoldenImages> images = new HashMap<>();
        private final Map<Integer, Set<Copy>> copies = new HashMap<>();
        private final Map<Integer, ImageState> states = new HashMap<>();
        private final Set<Integer> shared = new HashSet<>();
        private final Set<Integer> held = new HashSet<>();
        private Instant now = START;

        Play(int seed) {
            name = "seed " + seed;
            random = new Random(seed);
            promoter = new PromoteBuild(channels);
        }

        void run() {
            for (int number = 1; number <= BUILDS; number++) {
                build(number);
            }
            for (int step = 0; step < STEPS; step++) {
                now = now.plusSeconds(random.nextInt(2) * 60L);
                act(1 + random.nextInt(BUILDS));
                compare(now);
                compare(START.plusSeconds(random.nextInt(STEPS * 60)));
            }
        }

        /** With copies for some of the accounts in some of the Regions, and sometimes shared with everyone. */
        private void build(int number) {
            GoldenImages image = GoldenImages.build(number);
            Set<Copy> made = new HashSet<>(Set.of(new Copy(US, OWNER)));
            boolean isShared = random.nextInt(4) == 0;
            for (Region region : List.of(US, EU)) {
                List<AccountId> accounts = new ArrayList<>(List.of(PROD, SANDBOX));
                accounts.removeIf(account -> random.nextInt(3) == 0);
                if (!accounts.isEmpty()) {
                    LaunchPermission permission = new LaunchPermission(isShared ? Set.of(EVERYONE) : Set.of());
                    image = image.to(region, permission, accounts.toArray(AccountId[]::new));
                    accounts.forEach(account -> made.add(new Copy(region, account)));
                    if (isShared && region.equals(US)) {
                        shared.add(number);
                    }
                }
            }
            images.put(number, image);
            copies.put(number, made);
            record(number, ImageState.AVAILABLE);
        }

        private void record(int number, ImageState state) {
            states.put(number, state);
            catalog.record(ImageSnapshot.of(
                    now.plusNanos(random.nextInt(1000)),
                    images.get(number).in(state).described()));
        }

        private void act(int number) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    catalog.hold(images.get(number).arn(), new Hold("broken", "ann", now));
                    held.add(number);
                }
                case 1 -> {
                    catalog.release(images.get(number).arn(), new Release("fixed", "ann", now));
                    held.remove(number);
                }
                case 2 -> {
                    now = now.plusSeconds(1);
                    record(number, random.nextBoolean() ? ImageState.DEPRECATED : ImageState.AVAILABLE);
                }
                case 3 ->
                    promoter.delete(PIPELINE, CHANNEL, action())
                            .ifPresent(
                                    channel -> done.add(new Done(channel.last().at(), 0)));
                default -> promote(number);
            }
        }

        private void promote(int number) {
            RecordedBuild build = catalog.build(images.get(number).arn()).orElseThrow();
            boolean isReady = states.get(number) == ImageState.AVAILABLE && !held.contains(number);
            try {
                Channel channel = promoter.promote(PIPELINE, CHANNEL, build, action());
                assertThat(isReady).as(name).isTrue();
                done.add(new Done(channel.last().at(), number));
            } catch (PromotionRefusedException e) {
                assertThat(isReady).as(name + ": " + e.getMessage()).isFalse();
            }
        }

        private ChannelAction action() {
            return new ChannelAction(now, "ann", "because", true);
        }

        private void compare(Instant at) {
            List<Integer> left = left(at);
            Optional<Channel> channel = channels.asOf(PIPELINE, CHANNEL, at);
            assertThat(channel.map(then -> then.promotions().stream()
                                    .map(promotion -> promotion.build().build().value())
                                    .toList())
                            .orElse(List.of()))
                    .as("%s at %s after %s", name, at, done)
                    .isEqualTo(left);
            for (AccountId account : List.of(OWNER, PROD, SANDBOX)) {
                SortedMap<Region, AmiId> expected = new TreeMap<>();
                for (Region region : List.of(EU, US)) {
                    reckon(left, account, region).ifPresent(ami -> expected.put(region, ami));
                    assertThat(latest(channel, account, Optional.of(region)).get(region))
                            .as("%s: %s in %s at %s after %s", name, account, region, at, done)
                            .isEqualTo(expected.get(region));
                }
                assertThat(latest(channel, account, Optional.empty()))
                        .as("%s: %s at %s after %s", name, account, at, done)
                        .isEqualTo(expected);
            }
        }

        /** The promotions that are left, newest first. */
        private List<Integer> left(Instant at) {
            List<Integer> left = new ArrayList<>();
            for (Done change : done) {
                if (!change.at().isAfter(at)) {
                    left.removeIf(build -> change.build() == 0 || build >= change.build());
                    if (change.build() != 0) {
                        left.add(0, change.build());
                    }
                }
            }
            return left;
        }

        private Optional<AmiId> reckon(List<Integer> left, AccountId account, Region region) {
            for (int number : left) {
                if (states.get(number) == ImageState.AVAILABLE && !held.contains(number)) {
                    if (copies.get(number).contains(new Copy(region, account))) {
                        return Optional.of(images.get(number).ami(region, account));
                    }
                    if (shared.contains(number) && region.equals(US)) {
                        return Optional.of(images.get(number).ami(US, OWNER));
                    }
                }
            }
            return Optional.empty();
        }

        private SortedMap<Region, AmiId> latest(Optional<Channel> channel, AccountId account, Optional<Region> region) {
            SortedMap<Region, AmiId> amis = new TreeMap<>();
            new LatestImage(catalog, OfferPolicy.AVAILABLE_ONLY)
                    .of(
                            PIPELINE,
                            account,
                            Set.of(EVERYONE),
                            region,
                            channel.map(Channel::promotions).orElse(List.of()))
                    .amis()
                    .forEach((in, ami) -> amis.put(in, ami.ami()));
            return amis;
        }
    }
}
