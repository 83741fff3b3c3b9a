package imagefanout.model.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import imagefanout.model.Digest;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Retention;
import imagefanout.model.channels.Channel;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.channels.PromotionRefusedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Build;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.retention.RemovalPlan.Need;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RemoveOldBuildsTest {
    private static final RetentionRule RULE = new RetentionRule(Duration.ofDays(30), 3);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(60));
    private static final List<ChannelName> CHANNELS = List.of(new ChannelName("dev"), new ChannelName("prod"));
    /** It has no copy of any build. */
    private static final AccountId STRANGER = new AccountId("333333333333");

    private static final List<AccountId> ACCOUNTS =
            List.of(GoldenImages.OWNER, GoldenImages.PROD, GoldenImages.SANDBOX, STRANGER);
    private static final List<ImageState> STATES = List.of(
            ImageState.AVAILABLE,
            ImageState.AVAILABLE,
            ImageState.AVAILABLE,
            ImageState.DEPRECATED,
            ImageState.FAILED,
            ImageState.DELETED,
            ImageState.GONE);

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    private final InMemoryChannels channels = new InMemoryChannels();
    private final Set<ImageBuildArn> held = new HashSet<>();
    private final RemoveOldBuilds removeOldBuilds =
            new RemoveOldBuilds(catalog, catalog, channels, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void removesWhatIsOlderThanTheAgeAndNotAmongTheNewest() {
        for (int day = 0; day < 60; day++) {
            record(golden(day));
        }

        assertThat(remove()).isEqualTo(25);
        assertThat(recorded()).hasSize(35).contains(arn(25), arn(30)).doesNotContain(arn(24), arn(0));
        assertThat(remove()).isZero();
    }

    @Test
    void countsWhatWasRemovedBeforeTimeRanOut() {
        for (int day = -30; day < 60; day++) {
            record(golden(day + 30).createdAt(START.plus(Duration.ofDays(day))));
        }
        AtomicInteger removed = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();

        Throwable stopped = catchThrowable(() -> removeOldBuilds.remove(
                old(),
                () -> {
                    if (steps.incrementAndGet() == 45) {
                        throw new OutOfTimeException("out of time");
                    }
                },
                removed::addAndGet));

        assertThat(stopped).isInstanceOf(OutOfTimeException.class);
        assertThat(removed).hasPositiveValue().hasValue(90 - recorded().size());
    }

    @Test
    void removesNothingOnceTimeHasRunOutBeforeTheLastStep() {
        for (int day = 0; day < 60; day++) {
            record(golden(day));
        }
        AtomicInteger steps = new AtomicInteger();

        Throwable stopped = catchThrowable(() -> removeOldBuilds.remove(
                old(),
                () -> {
                    if (steps.incrementAndGet() > 30) {
                        throw new OutOfTimeException("out of time");
                    }
                },
                removed -> {}));

        assertThat(stopped).isInstanceOf(OutOfTimeException.class);
        assertThat(recorded()).hasSize(60);
    }

    @Test
    void keepsTheNewestBuildsHoweverOldTheyAreAndThoughNobodyMayUseThem() {
        for (int day = 0; day < 3; day++) {
            record(unusable(day));
        }
        assertThat(remove()).isZero();

        record(unusable(3));
        record(unusable(59));
        assertThat(remove()).isEqualTo(2);
        assertThat(recorded()).containsExactlyInAnyOrder(arn(2), arn(3), arn(59));
    }

    @Test
    void readsNoChannelsWhileAllOldBuildsAreAmongTheNewest() {
        RemoveOldBuilds withoutChannels = new RemoveOldBuilds(
                catalog,
                catalog,
                port(Channels.class, (method, arguments) -> {
                    throw new AssertionError(method + " of the channels");
                }),
                Clock.fixed(NOW, ZoneOffset.UTC));
        for (int day = 0; day < 3; day++) {
            record(unusable(day));
        }

        assertThat(withoutChannels.plan(GoldenImages.PIPELINE, RULE).kept()).isEmpty();
    }

    @Test
    void keepsWhatHasBecomeTheLatestSinceTheBuildsWereRead() {
        for (int day = 0; day < 60; day++) {
            record(golden(day));
        }
        OldBuilds old = old();
        for (int day = 20; day < 60; day++) {
            catalog.record(
                    ImageSnapshot.of(NOW, golden(day).in(ImageState.DEPRECATED).described()));
        }

        removeOldBuilds.remove(old.readAgain(), () -> {}, removed -> {});

        assertThat(recorded()).contains(arn(18), arn(19), arn(25)).doesNotContain(arn(17), arn(24));
    }

    @Test
    void keepsTheLatestThatIsOfferedWhereNewerBuildsHaveAnAmiThatIsNot() {
        for (int day = 0; day < 60; day++) {
            record(
                    day <= 20
                            ? golden(day)
                            : golden(day).withAmi(GoldenImages.US, GoldenImages.PROD, ImageState.DISABLED));
        }

        remove();

        assertThat(recorded()).contains(arn(19), arn(20), arn(25)).doesNotContain(arn(18), arn(21), arn(24));
    }

    @Test
    void keepsTheLatestThatIsSharedWhereNewerBuildsAreNot() {
        for (int day = 0; day < 60; day++) {
            record(day <= 20 ? build(day).to(GoldenImages.US, sharedWith(STRANGER)) : build(day));
        }

        remove();

        assertThat(recorded()).contains(arn(16), arn(20), arn(25)).doesNotContain(arn(15), arn(21), arn(24));
    }

    @Test
    void removesAtMost25BuildsAnd30000AmisAtOnce() {
        List<List<RecordedBuild>> removals = new ArrayList<>();
        RemoveOldBuilds watched = new RemoveOldBuilds(
                catalog,
                port(Retention.class, (method, arguments) -> {
                    removals.add(builds(arguments[0]));
                    return Set.of();
                }),
                channels,
                Clock.fixed(NOW, ZoneOffset.UTC));
        OldBuilds old = watched.oldBuilds(GoldenImages.PIPELINE, RULE);
        int[][] amis = {
            {0, 0}, {0, 0}, {0, 0}, {10_000, 0}, {0, 10_000}, {5_000, 5_000}, {1, 0}, {0, 29_999}, {0, 1}, {40_000, 0}
        };
        for (int number = 0; number < 60; number++) {
            int[] counted = number < amis.length ? amis[number] : new int[2];
            old.add(counting(number, new Counts(counted[0], counted[0], counted[1])));
        }

        watched.remove(old, () -> {}, removed -> {});

        assertThat(removals).extracting(List::size).containsExactly(3, 2, 1, 1, 25, 25);
        assertThat(removals.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void namesWhatNeedsABuild() {
        for (int day = 0; day < 60; day++) {
            record(golden(day));
        }
        catalog.hold(arn(1), new Hold("breaks ssh", "ann", NOW));
        promote(CHANNELS.get(0), 2, NOW);
        catalog.record(ImageSnapshot.of(NOW, golden(3).in(ImageState.BUILDING).described()));

        RemovalPlan plan = removeOldBuilds.plan(GoldenImages.PIPELINE, RULE);

        assertThat(plan.builds()).isEqualTo(60);
        assertThat(plan.kept())
                .containsEntry(arn(1), Need.HELD)
                .containsEntry(arn(2), Need.CHANNEL)
                .containsEntry(arn(3), Need.NOT_FINISHED)
                .containsEntry(arn(29), Need.LATEST);
        assertThat(plan.removed()).hasSize(22).startsWith(arn(24)).endsWith(arn(0));
        assertThat(remove()).isEqualTo(22);
    }

    @Test
    void noAnswerWithinTheAgeChanges() {
        int removed = 0;
        for (int seed = 0; seed < 60; seed++) {
            RemoveOldBuildsTest history = new RemoveOldBuildsTest();
            history.generate(new Random(seed));
            Map<String, Object> before = history.answers();
            Set<ImageBuildArn> planned = Set.copyOf(
                    history.removeOldBuilds.plan(GoldenImages.PIPELINE, RULE).removed());
            Set<ImageBuildArn> recorded = history.recorded();

            removed += history.remove();

            assertThat(history.answers()).as("seed %s", seed).isEqualTo(before);
            Set<ImageBuildArn> left = history.recorded();
            recorded.removeAll(left);
            assertThat(recorded).as("seed %s", seed).isEqualTo(planned);
            assertThat(left).as("on hold, seed %s", seed).containsAll(history.held);
        }
        assertThat(removed).isGreaterThan(150);
    }

    private void generate(Random random) {
        for (int day = 0; day < 60; day++) {
            Instant at = START.plus(Duration.ofDays(day));
            if (random.nextInt(4) > 0) {
                record(generated(random, day));
            }
            if (random.nextInt(5) == 0) {
                promote(CHANNELS.get(random.nextInt(2)), day - random.nextInt(10), at);
            }
            if (random.nextInt(30) == 0) {
                new PromoteBuild(channels).delete(GoldenImages.PIPELINE, CHANNELS.get(random.nextInt(2)), action(at));
            }
        }
        for (ImageBuildArn arn : recorded()) {
            ImageState state = STATES.get(random.nextInt(STATES.size()));
            RecordedBuild build = catalog.build(arn).orElseThrow();
            if (state != ImageState.AVAILABLE) {
                catalog.record(new ImageSnapshot(
                        NOW,
                        state == ImageState.GONE
                                ? build.build().gone()
                                : build.build().withState(state, Optional.empty()),
                        catalog.image(arn).orElseThrow().fanOut(),
                        build.digest()));
            }
            if (random.nextInt(10) == 0) {
                catalog.hold(arn, new Hold("breaks ssh", "ann", NOW));
                held.add(arn);
            }
        }
    }

    private static GoldenImages generated(Random random, int day) {
        GoldenImages image = golden(day);
        for (Region region : List.of(GoldenImages.US, GoldenImages.EU)) {
            LaunchPermission permission = random.nextInt(3) == 0
                    ? new LaunchPermission(Set.of(new Audience.Everyone()))
                    : new LaunchPermission(Set.of(new Audience.Account(GoldenImages.SANDBOX)));
            AccountId[] targets = random.nextBoolean()
                    ? new AccountId[] {GoldenImages.OWNER, GoldenImages.PROD}
                    : new AccountId[] {GoldenImages.SANDBOX};
            image = random.nextInt(3) == 0 ? image : image.to(region, permission, targets);
        }
        image = random.nextInt(4) == 0 ? image.without(GoldenImages.US, GoldenImages.OWNER) : image;
        return random.nextInt(4) == 0
                ? image.withAmi(
                        GoldenImages.EU,
                        random.nextBoolean() ? GoldenImages.OWNER : GoldenImages.SANDBOX,
                        ImageState.DISABLED)
                : image;
    }

    /** What every account is answered in every Region and in all, now and as of each day within the age. */
    private Map<String, Object> answers() {
        Map<String, Object> answers = new TreeMap<>();
        List<Optional<Instant>> times = new ArrayList<>(List.of(Optional.empty()));
        for (int hours = 0; hours <= 30 * 24; hours += 144) {
            times.add(Optional.of(NOW.minus(RULE.age()).plus(Duration.ofHours(hours))));
        }
        for (OfferPolicy policy : OfferPolicy.values()) {
            LatestImage latest = new LatestImage(catalog, policy);
            for (AccountId account : ACCOUNTS) {
                for (Optional<Region> region :
                        List.of(Optional.<Region>empty(), Optional.of(GoldenImages.US), Optional.of(GoldenImages.EU))) {
                    for (Optional<Instant> at : times) {
                        String question = policy + " " + account + " " + region + " " + at + " ";
                        Set<Audience> everyone = Set.of(new Audience.Everyone());
                        answers.put(
                                question,
                                latest.of(GoldenImages.PIPELINE, account, everyone, region, at)
                                        .amis());
                        for (ChannelName name : CHANNELS) {
                            Optional<Channel> channel = channels.asOf(GoldenImages.PIPELINE, name, at.orElse(NOW));
                            channel.ifPresent(found -> answers.put(
                                    question + name,
                                    latest.of(GoldenImages.PIPELINE, account, everyone, region, found.promotions())
                                            .amis()));
                        }
                    }
                }
            }
        }
        return answers;
    }

    private static GoldenImages golden(int day) {
        return GoldenImages.fiveAmis(day + 1).createdAt(START.plus(Duration.ofDays(day)));
    }

    /** Has one AMI, of its owner in us-east-1. */
    private static GoldenImages build(int day) {
        return GoldenImages.build(day + 1).createdAt(START.plus(Duration.ofDays(day)));
    }

    private static GoldenImages unusable(int day) {
        return build(day).without(GoldenImages.US, GoldenImages.OWNER);
    }

    private static LaunchPermission sharedWith(AccountId account) {
        return new LaunchPermission(Set.of(new Audience.Account(account)));
    }

    /** The build before {@link #START} with this many AMIs, which the catalog does not have. */
    private static RecordedBuild counting(int number, Counts counts) {
        Build build =
                build(number).createdAt(START.minusSeconds(number)).described().build();
        Digest digest = Digest.of("build").end();
        return new RecordedBuild(build, counts, START, digest, digest, Optional.empty());
    }

    private static List<RecordedBuild> builds(Object argument) {
        return ((List<?>) argument).stream().map(RecordedBuild.class::cast).toList();
    }

    /** A port of which every method does this. */
    private static <T> T port(Class<T> type, BiFunction<String, Object[], Object> does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> does.apply(method.getName(), arguments)));
    }

    private static ImageBuildArn arn(int day) {
        return golden(day).arn();
    }

    private void record(GoldenImages image) {
        catalog.record(ImageSnapshot.of(image.described().build().createdAt().plusSeconds(60), image.described()));
    }

    private void promote(ChannelName channel, int day, Instant at) {
        catalog.build(GoldenImages.build(Math.max(1, day + 1)).arn()).ifPresent(build -> {
            try {
                new PromoteBuild(channels).promote(GoldenImages.PIPELINE, channel, build, action(at));
            } catch (PromotionRefusedException e) {
                assertThat(e.reasons()).isNotEmpty();
            }
        });
    }

    private static ChannelAction action(Instant at) {
        return new ChannelAction(at, "ann", "tested", true);
    }

    private int remove() {
        AtomicInteger removed = new AtomicInteger();
        removeOldBuilds.remove(old(), () -> {}, removed::addAndGet);
        return removed.get();
    }

    private OldBuilds old() {
        OldBuilds old = removeOldBuilds.oldBuilds(GoldenImages.PIPELINE, RULE);
        catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 1000).items().forEach(old::add);
        return old;
    }

    private Set<ImageBuildArn> recorded() {
        Set<ImageBuildArn> arns = new HashSet<>();
        catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 1000)
                .items()
                .forEach(build -> arns.add(build.build().arn()));
        return arns;
    }
}
