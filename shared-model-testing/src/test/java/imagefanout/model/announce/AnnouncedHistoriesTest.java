package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Deadline;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of builds, retries, holds, releases, deprecations, deletions, expired copies and changes of the registry. Hints
 * come twice, late, in any order or never, and invocations are lost before they publish. What is lost for good, and what the
 * registry changed, is made up for by the run of the next day. {@code -Dannounce.steps=10000} makes the histories longer.
 */
final class AnnouncedHistoriesTest {
    private static final ChannelName CHANNEL = new ChannelName("prod");
    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-example1234");
    /** Older builds are deleted, so that long histories do not become slow. */
    private static final int KEPT = 80;

    private static final Region ASIA = new Region("ap-south-1");
    private static final int STEPS = Integer.getInteger("announce.steps", 300);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theCopyOfEachConsumerEqualsWhatTheCatalogAnswers(long seed) {
        History history = new History(seed);
        for (int step = 1; step <= STEPS; step++) {
            history.step();
            if (step % 25 == 0) {
                history.comesToRest();
                history.everyConsumerHasWhatTheCatalogAnswers();
            }
        }
        assertThat(history.fleet.published).hasSizeGreaterThan(STEPS / 2);
        AnnounceFaultsTest.noChangeIdMeansTwoChanges(history.fleet);
    }

    private static final class History {
        private final AnnounceFixture fleet = new AnnounceFixture();
        private final Random random;
        private final List<GoldenImages> builds = new ArrayList<>();
        private final List<Hint> hints = new ArrayList<>();
        private final Map<AccountId, Consumer> consumers = new HashMap<>();
        private final Map<AccountId, Consumer> channelConsumers = new HashMap<>();
        private int delivered;
        private Instant now = Instant.parse("2026-03-01T00:00:00Z");

        History(long seed) {
            random = new Random(seed);
            fleet.offer = seed % 2 == 0 ? OfferPolicy.AVAILABLE_OR_GONE : OfferPolicy.AVAILABLE_ONLY;
            List.of(OWNER, PROD, SANDBOX).forEach(account -> {
                consumers.put(account, new Consumer());
                channelConsumers.put(account, new Consumer());
            });
        }

        void step() {
            switch (random.nextInt(11)) {
                case 9 -> registered();
                case 10 -> loses();
                case 0, 1 -> built();
                case 8 -> promoted();
                case 2, 3 -> changed();
                case 4 -> dies();
                default -> hinted();
            }
            deliverSome();
        }

        private void built() {
            GoldenImages build = GoldenImages.build(builds.size() + 1);
            for (Region region : List.of(US, EU)) {
                for (AccountId account : List.of(PROD, SANDBOX)) {
                    if (random.nextInt(3) > 0) {
                        build = build.to(region, account);
                    }
                }
            }
            if (random.nextInt(3) == 0) {
                build = build.to(ASIA, new LaunchPermission(Set.of(ORGANIZATION)), OWNER);
            }
            builds.add(build);
            if (builds.size() > KEPT) {
                GoldenImages old = builds.get(builds.size() - 1 - KEPT);
                writes(old.in(ImageState.DELETED));
                fleet.catalog.expireCopies(old.arn());
            }
            writes(random.nextInt(4) == 0 ? build.in(ImageState.FAILED).without(EU, PROD) : build);
        }

        private void writes(GoldenImages build) {
            fleet.record(build);
            hints.add(new Hint.OfBuild(build.arn()));
        }

        private void registered() {
            fleet.registry.put(
                    random.nextBoolean() ? PROD : SANDBOX,
                    random.nextBoolean() ? AccountStatus.ACTIVE : AccountStatus.SUSPENDED,
                    random.nextBoolean() ? Optional.of(ORGANIZATION) : Optional.empty());
        }

        /** The stream gives a record up. */
        private void loses() {
            if (!hints.isEmpty()) {
                hints.remove(random.nextInt(hints.size()));
            }
        }

        private Set<Audience> memberships(AccountId account) {
            return fleet.registry
                    .account(account)
                    .map(row -> ((RegisteredAccount) row).audiences())
                    .orElse(Set.of());
        }

        /** Of AMIs that are shared with them, only active accounts are told. */
        private boolean isTold(AccountId account) {
            return account.equals(OWNER)
                    || fleet.registry
                            .account(account)
                            .filter(row -> ((RegisteredAccount) row).status().isActive())
                            .isPresent();
        }

        /** Mostly one of the newest. */
        private void changed() {
            if (builds.isEmpty()) {
                return;
            }
            int back = random.nextInt(10) == 0
                    ? random.nextInt(builds.size())
                    : random.nextInt(Math.min(6, builds.size()));
            GoldenImages build = builds.get(builds.size() - 1 - back);
            switch (random.nextInt(6)) {
                case 0 -> fleet.hold(build);
                case 1 -> fleet.release(build);
                case 2 -> fleet.record(build.in(ImageState.DEPRECATED));
                case 3 -> fleet.record(build.in(ImageState.DELETED));
                case 4 -> fleet.catalog.expireCopies(build.arn());
                default -> fleet.record(build);
            }
            hints.add(new Hint.OfBuild(build.arn()));
        }

        private void promoted() {
            now = now.plusSeconds(1);
            ChannelAction action = new ChannelAction(now, "ann", "tested", true);
            if (builds.isEmpty()) {
                return;
            }
            if (random.nextInt(8) == 0) {
                new PromoteBuild(fleet.channels).delete(PIPELINE, CHANNEL, action);
            } else {
                GoldenImages build = builds.get(Math.max(0, builds.size() - 1 - random.nextInt(6)));
                fleet.catalog
                        .build(build.arn())
                        .filter(recorded -> recorded.build().state() == ImageState.AVAILABLE
                                && recorded.hold().isEmpty())
                        .ifPresent(recorded ->
                                new PromoteBuild(fleet.channels).promote(PIPELINE, CHANNEL, recorded, action));
            }
            hints.add(new Hint.OfChannel(PIPELINE, CHANNEL));
        }

        private SortedMap<Region, AmiId> channelAnswer(AccountId account) {
            SortedMap<Region, AmiId> amis = new TreeMap<>();
            fleet.channels.channel(PIPELINE, CHANNEL).ifPresent(channel -> new LatestImage(fleet.catalog, fleet.offer)
                    .of(PIPELINE, account, memberships(account), Optional.empty(), channel.promotions())
                    .amis()
                    .forEach((region, ami) -> amis.put(region, ami.ami())));
            return amis;
        }

        private void hinted() {
            if (!hints.isEmpty()) {
                Hint hint = hints.get(random.nextInt(hints.size()));
                if (random.nextBoolean()) {
                    hints.remove(hint);
                }
                assertThat(fleet.announce(List.of(hint)).failures()).isEmpty();
            }
        }

        /** The hint stays, because the stream delivers it again. */
        private void dies() {
            int at = random.nextInt(30);
            boolean isDone = random.nextBoolean();
            fleet.interruption = (call, number, done) -> {
                if (number == at && done == isDone) {
                    throw new AnnounceFixture.Killed();
                }
            };
            try {
                if (!hints.isEmpty()) {
                    fleet.announce(List.of(hints.get(random.nextInt(hints.size()))));
                }
            } catch (AnnounceFixture.Killed e) {
                assertThat(e).hasNoCause();
            } finally {
                fleet.interruption = (call, number, done) -> {};
            }
        }

        /** The bus delivers late, in any order, and sometimes twice. */
        private void deliverSome() {
            List<Announcement> all = fleet.published;
            for (int i = 0; i < 3 && delivered < all.size(); i++) {
                int swapped = delivered + random.nextInt(all.size() - delivered);
                Announcement next = all.get(swapped);
                all.set(swapped, all.get(delivered));
                all.set(delivered, next);
                delivered++;
                receive(next);
                if (random.nextInt(4) == 0) {
                    receive(all.get(random.nextInt(delivered)));
                }
            }
        }

        private void receive(Announcement announcement) {
            if (announcement instanceof LatestChanged told) {
                (told.channel().equals("latest") ? consumers : channelConsumers)
                        .get(told.account())
                        .receive(told);
            }
        }

        void comesToRest() {
            while (!hints.isEmpty() && random.nextInt(10) > 0) {
                fleet.announce(List.of(hints.remove(random.nextInt(hints.size()))));
            }
            hints.clear();
            now = now.plus(Duration.ofDays(1));
            assertThat(fleet.announceMissing(now, Deadline.none()).failures()).isEmpty();
            while (delivered < fleet.published.size()) {
                receive(fleet.published.get(delivered++));
            }
        }

        void everyConsumerHasWhatTheCatalogAnswers() {
            List<AccountId> told =
                    consumers.keySet().stream().filter(this::isTold).toList();
            for (AccountId account : told) {
                assertThat(channelConsumers.get(account).amis)
                        .as("%s in the channel after %s builds", account, builds.size())
                        .isEqualTo(channelAnswer(account));
                assertThat(consumers.get(account).amis)
                        .as("%s after %s builds", account, builds.size())
                        .isEqualTo(AnnounceFaultsTest.answer(fleet, account, memberships(account)));
            }
        }
    }

    /** Keeps a copy of "latest", and ignores what is older than what it has. */
    private static final class Consumer {
        private final SortedMap<Region, AmiId> amis = new TreeMap<>();
        private long sequence;

        void receive(LatestChanged told) {
            if (told.sequence() > sequence) {
                sequence = told.sequence();
                amis.clear();
                told.amis().forEach((region, ami) -> amis.put(region, ami.ami()));
            }
        }
    }
}
