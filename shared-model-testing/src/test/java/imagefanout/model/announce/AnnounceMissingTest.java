package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.StorageException;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.model.sync.SyncedConfiguration;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnounceMissingTest {
    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-example1234");
    private static final Instant TODAY = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-03-02T00:05:00Z");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.MANUAL, "");
    private static final DistributionConfigurationArn CONFIGURATION = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");

    private final AnnounceFixture fleet = new AnnounceFixture();

    @Test
    void anAccountThatBecomesActiveIsToldWhatItMayUse() {
        fleet.registry.put(PROD, AccountStatus.SUSPENDED, Optional.of(ORGANIZATION));
        GoldenImages build = GoldenImages.build(1).to(US, new LaunchPermission(Set.of(ORGANIZATION)), OWNER);
        fleet.record(build);
        fleet.hinted(build);
        run(TODAY);
        assertThat(fleet.toldTo(PROD)).isEmpty();

        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.of(ORGANIZATION));
        run(TODAY);

        assertThat(fleet.toldTo(PROD)).singleElement().satisfies(told -> {
            assertThat(told.amis().get(US).ami()).isEqualTo(build.ami(US, OWNER));
            assertThat(told.cause()).isEqualTo(ChangeCause.NEW_BUILD);
        });
    }

    @Test
    void anAccountThatLeavesTheOrganizationIsToldThatItMayUseNothing() {
        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.of(ORGANIZATION));
        GoldenImages build = GoldenImages.build(1).to(US, new LaunchPermission(Set.of(ORGANIZATION)), OWNER);
        fleet.record(build);
        fleet.hinted(build);
        run(TODAY);

        fleet.registry.put(PROD, AccountStatus.ACTIVE, Optional.empty());
        run(TODAY);

        assertThat(fleet.toldTo(PROD)).hasSize(2);
        LatestChanged told = fleet.toldTo(PROD).get(1);
        assertThat(told.amis()).isEmpty();
        assertThat(told.cause()).isEqualTo(ChangeCause.COPIES_CHANGED);
    }

    @Test
    void anAccountThatAnAmiIsSharedWithIsToldWhenItsRowBecomesActive() {
        GoldenImages build =
                GoldenImages.build(1).to(US, new LaunchPermission(Set.of(new Audience.Account(SANDBOX))), OWNER);
        fleet.record(build);
        fleet.hinted(build);
        run(TODAY);
        assertThat(fleet.toldTo(SANDBOX)).isEmpty();

        fleet.registry.put(SANDBOX, AccountStatus.ACTIVE, Optional.empty());
        run(TODAY);

        assertThat(fleet.toldTo(SANDBOX)).hasSize(1);
    }

    @Test
    void aRunWithNothingToDoReadsTheRegistryAndOneState() {
        fleet.record(GoldenImages.fiveAmis(1));
        run(TODAY);
        int published = fleet.published.size();

        run(TODAY.plus(Duration.ofHours(1)));

        assertThat(fleet.calls()).isEqualTo(2);
        assertThat(fleet.published).hasSize(published).isNotEmpty();
    }

    @Test
    void lostHintsAreMadeUpForOnTheNextDay() {
        run(TODAY);
        GoldenImages first = GoldenImages.fiveAmis(1);
        GoldenImages alone = alone();
        fleet.record(first);
        fleet.record(alone);
        new PromoteBuild(fleet.channels)
                .promote(
                        PIPELINE,
                        new ChannelName("prod"),
                        fleet.catalog.build(first.arn()).orElseThrow(),
                        new ChannelAction(TODAY, "ann", "tested", false));
        fleet.hold(first);
        plan(fleet, SyncStatus.HELD);
        changed(TODAY);
        changed(TODAY.minus(Duration.ofDays(30)));
        run(TODAY);
        assertThat(fleet.published).as("on the same day").isEmpty();

        run(TOMORROW);

        assertThat(fleet.published(Announcement.FanOutEnded.class))
                .extracting(Announcement.FanOutEnded::build)
                .containsExactlyInAnyOrder(first.arn(), alone.arn());
        assertThat(fleet.published(Announcement.BuildHeld.class)).hasSize(1);
        assertThat(fleet.published(Announcement.BuildPromoted.class)).hasSize(1);
        assertThat(fleet.published(Announcement.PlanHeld.class)).hasSize(1);
        assertThat(fleet.published(Announcement.TargetAccountsChanged.class))
                .extracting(announcement -> announcement.change().at())
                .containsExactly(TODAY);
        assertThat(fleet.toldTo(PROD))
                .extracting(LatestChanged::lineage)
                .contains(alone.arn().image());
    }

    @Test
    void everyChangeOfAWeekThatWasMadeIsAnnounced() {
        plan(fleet, SyncStatus.HELD);
        for (int hours = 0; hours < 60; hours++) {
            changed(TODAY.minus(Duration.ofHours(hours)));
            changed(TODAY.minus(Duration.ofDays(8)).minus(Duration.ofHours(hours)));
        }
        AtomicInteger reads = count("DistributionLedger.changes");

        run(TODAY);

        assertThat(fleet.published(Announcement.TargetAccountsChanged.class)).hasSize(60);
        assertThat(reads).as("each change, and three pages of 25").hasValue(60 + 3);
    }

    @Test
    void aPlanThatStopsWaitingWhileAnotherRunReadsItIsNotAnnouncedAgainUntilItWaitsAgain() {
        List<Hint> hint = List.of(new Hint.OfConfiguration(CONFIGURATION));
        AtomicInteger moments = new AtomicInteger();
        for (boolean wasReached = true; wasReached; moments.incrementAndGet()) {
            AnnounceFixture race = new AnnounceFixture();
            plan(race, SyncStatus.HELD);
            race.announce(hint);
            AtomicInteger calls = new AtomicInteger();
            race.interruption = (name, number, done) -> {
                if (calls.getAndIncrement() == moments.get()) {
                    plan(race, SyncStatus.IN_SYNC);
                    race.announce(hint);
                }
            };
            race.announce(hint);
            wasReached = calls.get() > moments.get();
            race.interruption = (name, number, done) -> {};
            assertThat(race.published(Announcement.PlanHeld.class))
                    .as("moment %s", moments)
                    .hasSize(1);

            plan(race, SyncStatus.IN_SYNC);
            race.announce(hint);
            plan(race, SyncStatus.HELD);
            race.announce(hint);

            assertThat(race.published(Announcement.PlanHeld.class))
                    .as("moment %s", moments)
                    .hasSize(2);
        }
        assertThat(moments).hasValueGreaterThan(4);
    }

    @Test
    void aRunWithoutEnoughTimeIsContinuedByTheNextOneAlsoWhenTheRegistryKeepsChanging() {
        for (int pipeline = 10; pipeline < 32; pipeline++) {
            fleet.record(buildOf(pipeline));
        }
        int runs = 0;
        while (fleet.published(Announcement.FanOutEnded.class).size() < 22) {
            fleet.registry.put(new AccountId("3333333333" + (10 + runs)), AccountStatus.ACTIVE, Optional.empty());
            fleet.announceMissing(TODAY, onePage());
            runs++;
            assertThat(runs).isLessThan(10);
        }
        assertThat(runs).isEqualTo(5);
    }

    @Test
    void aRunWithAMinuteLeftBeginsNoPage() {
        fleet.announceMissing(TODAY, () -> Duration.ofMinutes(1));

        assertThat(fleet.states.read(AnnounceMissing.SUBJECT)).isEmpty();
    }

    @Test
    void aRunThatFinishesAnEarlierWalkGoesOnWithItsOwn() {
        for (int pipeline = 10; pipeline < 22; pipeline++) {
            fleet.record(buildOf(pipeline));
        }
        fleet.announceMissing(TODAY, onePage());
        GoldenImages late = buildOf(10)
                .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/golden-10/1.0.0/2"));
        fleet.record(late);

        run(TOMORROW);

        assertThat(fleet.published(Announcement.FanOutEnded.class))
                .extracting(Announcement.FanOutEnded::build)
                .contains(late.arn());
        run(TOMORROW);
        assertThat(fleet.calls()).isEqualTo(2);
    }

    @Test
    void aRunStopsWhenAnotherOneIsDoingTheWalk() {
        for (int pipeline = 10; pipeline < 32; pipeline++) {
            fleet.record(buildOf(pipeline));
        }
        AtomicInteger pages = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (name.equals("ImageCatalog.pipelines") && done && pages.getAndIncrement() == 0) {
                fleet.announceMissing(TODAY, Deadline.none());
                others.set(pages.getAndSet(1));
            }
        };

        assertThat(fleet.announceMissing(TODAY, Deadline.none()).failures()).isEmpty();

        assertThat(others).as("pages of the other run, and the first").hasValue(1 + 5);
        assertThat(pages).hasValue(1);
        assertThat(fleet.published(Announcement.FanOutEnded.class)).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunThatDiesAnywhereIsContinuedByTheNextOne(boolean isDone) {
        int call = 0;
        for (boolean wasReached = true; wasReached; call++) {
            AnnounceFixture interrupted = new AnnounceFixture();
            for (int pipeline = 10; pipeline < 16; pipeline++) {
                interrupted.record(buildOf(pipeline));
            }
            AtomicInteger reached = new AtomicInteger();
            int at = call;
            interrupted.interruption = (name, number, done) -> {
                if (number == at && done == isDone && reached.getAndIncrement() == 0) {
                    throw new AnnounceFixture.Killed();
                }
            };
            try {
                interrupted.announceMissing(TODAY, Deadline.none());
            } catch (AnnounceFixture.Killed e) {
                assertThat(reached).hasPositiveValue();
            }
            interrupted.interruption = (name, number, done) -> {};
            wasReached = reached.get() > 0;

            interrupted.announceMissing(TODAY, Deadline.none());

            assertThat(interrupted.toldTo(PROD).stream()
                            .map(LatestChanged::lineage)
                            .distinct())
                    .as("call %s", call)
                    .hasSize(6);
            AnnounceFaultsTest.noChangeIdMeansTwoChanges(interrupted);
            interrupted.published.clear();
            interrupted.announceMissing(TOMORROW, Deadline.none());
            assertThat(interrupted.published).isEmpty();
        }
        assertThat(call).isGreaterThan(50);
    }

    @Test
    void aPipelineThatFailsStopsNoOtherAndIsTriedAgainByTheNextRun() {
        fleet.record(buildOf(10));
        fleet.record(buildOf(11));
        GoldenImages alone = alone();
        fleet.record(alone);
        AtomicInteger failed = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (name.equals("AnnouncementBus.publish") && !done && failed.getAndIncrement() == 0) {
                throw new StorageException("no answer");
            }
        };
        AnnounceChanges.Announced announced = fleet.announceMissing(TODAY, Deadline.none());
        fleet.interruption = (name, number, done) -> {};

        assertThat(announced.failures()).containsOnlyKeys(new Hint.OfLineage(lineage(10)));
        ImageArn image = alone.arn().image();
        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::lineage).containsOnly(lineage(11), image);
        run(TODAY);
        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::lineage).containsOnly(lineage(10), lineage(11), image);
        run(TODAY);
        assertThat(fleet.calls()).isEqualTo(2);
    }

    private void run(Instant at) {
        assertThat(fleet.announceMissing(at, Deadline.none()).failures()).isEmpty();
    }

    /** Enough time for one page. */
    private static Deadline onePage() {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.getAndIncrement() == 0 ? Duration.ofMinutes(2) : Duration.ofSeconds(59);
    }

    /** Counts the calls that are made from now on. */
    private AtomicInteger count(String call) {
        AtomicInteger calls = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (name.equals(call) && done) {
                calls.incrementAndGet();
            }
        };
        return calls;
    }

    private static GoldenImages alone() {
        return GoldenImages.fiveAmis(1)
                .named(ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/alone/1.0.0/1"))
                .withoutPipeline();
    }

    private static GoldenImages buildOf(int pipeline) {
        return GoldenImages.build(1)
                .to(US, PROD)
                .of(lineage(pipeline))
                .named(ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-" + pipeline + "/1.0.0/1"));
    }

    private static PipelineArn lineage(int pipeline) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-" + pipeline);
    }

    private static void plan(AnnounceFixture fleet, SyncStatus status) {
        SyncState state = new SyncState(
                CONFIGURATION,
                "everywhere",
                new TreeSet<>(),
                status,
                List.of(),
                Optional.of(Digest.of("plan").end()),
                1,
                0,
                1,
                TRIGGER,
                TODAY,
                Optional.empty());
        fleet.ledger.record(new SyncedConfiguration(state, new TreeMap<>()));
        fleet.ledger.hold(CONFIGURATION, new HeldAccounts(new TreeSet<>(Set.of(PROD)), new TreeSet<>()));
    }

    private void changed(Instant at) {
        fleet.ledger.record(new Change(
                CONFIGURATION,
                at,
                "0123",
                TRIGGER,
                Digest.of("plan").end(),
                Optional.empty(),
                ChangeOutcome.APPLIED,
                Optional.empty(),
                new TreeMap<>(Map.of(
                        US, new RegionChange(US, new TreeSet<>(), new TreeSet<>(Set.of(PROD)), new TreeSet<>())))));
    }
}
