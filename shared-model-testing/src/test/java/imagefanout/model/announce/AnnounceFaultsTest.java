package imagefanout.model.announce;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.StorageException;
import imagefanout.model.announce.Announcement.LatestChanged;
import imagefanout.model.answers.Latest;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets each call of a run fail or die, before and after it took effect, in every order of deliveries. Whatever happens, each
 * change is told at least once, a change ID never means two changes, and the highest sequence number says what the catalog
 * answers.
 */
final class AnnounceFaultsTest {
    private static final GoldenImages FIRST = GoldenImages.fiveAmis(1);
    private static final GoldenImages SECOND = GoldenImages.fiveAmis(2);

    /** The orders of four deliveries: two builds, each delivered twice. */
    private static final List<List<GoldenImages>> ORDERS = List.of(
            List.of(FIRST, SECOND, FIRST, SECOND),
            List.of(FIRST, SECOND, SECOND, FIRST),
            List.of(FIRST, FIRST, SECOND, SECOND),
            List.of(SECOND, FIRST, SECOND, FIRST),
            List.of(SECOND, FIRST, FIRST, SECOND),
            List.of(SECOND, SECOND, FIRST, FIRST));

    @Test
    void everyOrderOfDeliveriesEndsAlike() {
        for (List<GoldenImages> order : ORDERS) {
            AnnounceFixture fleet = changed();
            order.forEach(fleet::hinted);
            everyAccountHasWhatTheCatalogAnswers(fleet);
            assertThat(fleet.published(Announcement.FanOutEnded.class)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyCallThatFailsIsMadeUpForByTheNextDelivery(boolean isDone) {
        everyCall(isDone, () -> new StorageException("no answer"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunThatDiesAnywhereIsMadeUpForByTheNextDelivery(boolean isDone) {
        everyCall(isDone, AnnounceFixture.Killed::new);
    }

    private static void everyCall(boolean isDone, Supplier<? extends Throwable> fault) {
        int runs = 0;
        for (List<GoldenImages> order : ORDERS) {
            for (int delivery = 0; delivery < order.size(); delivery++) {
                for (int call = 0; ; call++) {
                    AnnounceFixture fleet = changed();
                    order.subList(0, delivery).forEach(fleet::hinted);
                    boolean wasReached = fails(fleet, order.get(delivery), call, isDone, fault.get());
                    if (!wasReached) {
                        break;
                    }
                    order.subList(delivery, order.size()).forEach(fleet::hinted);
                    everyAccountHasWhatTheCatalogAnswers(fleet);
                    assertThat(fleet.published(Announcement.FanOutEnded.class).stream()
                                    .map(Announcement.FanOutEnded::build))
                            .as("call %s of delivery %s of %s", call, delivery, order)
                            .contains(FIRST.arn(), SECOND.arn());
                    assertThat(fleet.published(Announcement.BuildHeld.class))
                            .as("call %s of delivery %s of %s", call, delivery, order)
                            .isNotEmpty();
                    noChangeIdMeansTwoChanges(fleet);
                    runs++;
                }
            }
        }
        assertThat(runs).isGreaterThan(200);
    }

    /** False: the delivery ended before that call. */
    private static boolean fails(
            AnnounceFixture fleet, GoldenImages hinted, int call, boolean isDone, Throwable fault) {
        AtomicInteger reached = new AtomicInteger();
        fleet.interruption = (name, number, done) -> {
            if (number == call && done == isDone && reached.getAndIncrement() == 0) {
                raise(fault);
            }
        };
        try {
            AnnounceChanges.Announced announced = fleet.hinted(hinted);
            assertThat(announced.failures().isEmpty()).isEqualTo(reached.get() == 0);
        } catch (AnnounceFixture.Killed e) {
            assertThat(reached).hasPositiveValue();
        }
        fleet.interruption = (name, number, done) -> {};
        return reached.get() > 0;
    }

    private static void raise(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    /** Two streams can deliver hints about two builds of one pipeline at the same time. */
    @Test
    void anotherRunBetweenAnyTwoCallsLosesNothing() {
        int call = 0;
        for (boolean wasReached = true; wasReached; call++) {
            AnnounceFixture fleet = changed();
            int at = call;
            AtomicInteger reached = new AtomicInteger();
            fleet.interruption = (name, number, done) -> {
                if (number == at && !done && reached.getAndIncrement() == 0) {
                    fleet.release(SECOND);
                    fleet.record(FIRST.in(ImageState.DEPRECATED));
                    fleet.hinted(FIRST, SECOND);
                }
            };

            AnnounceChanges.Announced announced = fleet.hinted(SECOND);
            fleet.interruption = (name, number, done) -> {};
            wasReached = reached.get() > 0;

            assertThat(announced.failures()).isEmpty();
            if (!wasReached) {
                fleet.hinted(FIRST);
            }
            everyAccountHasWhatTheCatalogAnswers(fleet);
            noChangeIdMeansTwoChanges(fleet);
        }
        assertThat(call).isGreaterThan(15);
    }

    /** A run that only later goes on must not announce what it read before. */
    @Test
    void aChangeThatWasStoredAndNotPublishedIsPublishedBeforeTheNext() {
        AnnounceFixture fleet = new AnnounceFixture();
        fleet.record(FIRST);
        fleet.interruption = (name, number, done) -> {
            if (name.equals("AnnouncementBus.publish") && !done) {
                throw new AnnounceFixture.Killed();
            }
        };
        org.assertj.core.api.Assertions.catchThrowable(() -> fleet.hinted(FIRST));
        fleet.interruption = (name, number, done) -> {};
        fleet.record(SECOND);

        fleet.hinted(SECOND);

        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::build).containsExactly(FIRST.arn(), SECOND.arn());
        assertThat(fleet.toldTo(PROD)).extracting(LatestChanged::sequence).containsExactly(1L, 2L);
    }

    /** Two builds, the newer one on hold and without a copy; nothing is announced yet. */
    private static AnnounceFixture changed() {
        AnnounceFixture fleet = new AnnounceFixture();
        fleet.record(FIRST);
        fleet.record(SECOND.without(EU, SANDBOX));
        fleet.hold(SECOND);
        return fleet;
    }

    private static void everyAccountHasWhatTheCatalogAnswers(AnnounceFixture fleet) {
        for (AccountId account : List.of(OWNER, PROD, SANDBOX)) {
            assertThat(copyOf(fleet, account)).isEqualTo(answer(fleet, account));
        }
    }

    /** What a consumer has that ignores whatever is older than what it has. */
    static SortedMap<Region, AmiId> copyOf(AnnounceFixture fleet, AccountId account) {
        SortedMap<Region, AmiId> amis = new TreeMap<>();
        fleet.toldTo(account).stream()
                .max(Comparator.comparing(LatestChanged::sequence))
                .ifPresent(last -> last.amis().forEach((region, ami) -> amis.put(region, ami.ami())));
        return amis;
    }

    static SortedMap<Region, AmiId> answer(AnnounceFixture fleet, AccountId account) {
        return answer(fleet, account, Set.of());
    }

    static SortedMap<Region, AmiId> answer(AnnounceFixture fleet, AccountId account, Set<Audience> memberships) {
        Latest latest = new LatestImage(fleet.catalog, fleet.offer)
                .of(PIPELINE, account, memberships, Optional.empty(), Optional.empty());
        SortedMap<Region, AmiId> amis = new TreeMap<>();
        latest.amis().forEach((region, ami) -> amis.put(region, ami.ami()));
        return amis;
    }

    /** An end that is announced again names no gaps if its copies were deleted meanwhile. */
    private static Announcement withoutGaps(Announcement announcement) {
        return announcement instanceof Announcement.FanOutEnded ended
                ? new Announcement.FanOutEnded(
                        ended.changeId(), ended.lineage(), ended.build(), ended.state(), ended.counts(), List.of())
                : announcement;
    }

    static void noChangeIdMeansTwoChanges(AnnounceFixture fleet) {
        Map<String, Announcement> changes = new HashMap<>();
        List<Announcement> differing = new ArrayList<>();
        for (Announcement each : fleet.published) {
            Announcement announcement = withoutGaps(each);
            Announcement same = changes.putIfAbsent(announcement.changeId(), announcement);
            if (same != null && !same.equals(announcement)) {
                differing.add(announcement);
            }
        }
        assertThat(differing).isEmpty();
    }
}
