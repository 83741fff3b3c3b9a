package imagefanout.endtoend.interleavings;

import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.Release;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * People hold and release one build at the same time, in every order of the calls, and lose responses. Any of them may be killed at
 * any point and then repeats the request. Each hold is in the history once, with at most one release, and the newest one is in force
 * unless it was released.
 */
class HoldRacesTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final GoldenImages IMAGE = GoldenImages.build(1).to(US, PROD);
    private static final ImageBuildArn BUILD = IMAGE.arn();
    private static final Hold FIRST = new Hold("sshd does not start", "ann", NOON);
    private static final Hold SECOND = new Hold("sshd stops", "bob", NOON.plusSeconds(1));
    private static final Hold THIRD = new Hold("sshd is slow", "cid", NOON.plusSeconds(2));
    private static final Release RELEASE = new Release("sshd starts", "dan", NOON.plusSeconds(3));
    private static final Release OTHER_RELEASE = new Release("sshd works", "eve", NOON.plusSeconds(4));
    private static final CatalogProcesses PROCESSES = new CatalogProcesses();

    @Test
    void twoHoldsAndARelease() {
        prove(List.of(SECOND, THIRD), List.of(RELEASE));
    }

    @Test
    void aHoldAndTwoReleases() {
        prove(List.of(SECOND), List.of(RELEASE, OTHER_RELEASE));
    }

    private static void prove(List<Hold> holds, List<Release> releases) {
        DynamoDb first = PROCESSES.tablesWith(List.of(ImageSnapshot.of(NOON, IMAGE.described())));
        PROCESSES.inCatalog(first, catalog -> catalog.hold(BUILD, FIRST));
        List<EveryInterleaving.Start<String>> people = new ArrayList<>();
        holds.forEach(hold -> people.add(PROCESSES.changing(catalog -> catalog.hold(BUILD, hold))));
        releases.forEach(release -> people.add(PROCESSES.changing(catalog -> catalog.release(BUILD, release))));
        List<Hold> all = new ArrayList<>(holds);
        all.add(FIRST);

        EveryInterleaving.Explored explored = EveryInterleaving.<String>of(
                        first, HoldRacesTest::holdInMeta, CatalogProcesses.WHOLE_BATCHES)
                .explore(people, reached -> {
                    assertConsistent(reached.tables());
                    DynamoDb tables = reached.tables().copy();
                    if (!reached.isOver()) {
                        holds.forEach(hold -> PROCESSES.inCatalog(tables, catalog -> catalog.hold(BUILD, hold)));
                        releases.forEach(
                                release -> PROCESSES.inCatalog(tables, catalog -> catalog.release(BUILD, release)));
                        assertThat(PROCESSES
                                        .inCatalog(tables, catalog -> catalog.build(BUILD))
                                        .flatMap(RecordedBuild::hold))
                                .as("all were repeated, the releases last")
                                .isEmpty();
                    }
                    assertThat(assertConsistent(tables))
                            .extracting(HeldPeriod::hold)
                            .containsAll(all);
                    if (reached.isOver()) {
                        assertThat(assertConsistent(tables)).hasSameSizeAs(all);
                    }
                });

        assertThat(explored.states()).isGreaterThan(100);
    }

    /** Returns the history. */
    private static List<HeldPeriod> assertConsistent(DynamoDb tables) {
        List<HeldPeriod> history = PROCESSES.inCatalog(
                tables, catalog -> catalog.holds(BUILD, Optional.empty(), 10).items());
        Optional<Hold> current =
                PROCESSES.inCatalog(tables, catalog -> catalog.build(BUILD)).flatMap(RecordedBuild::hold);
        assertThat(history)
                .extracting(HeldPeriod::number)
                .containsExactlyElementsOf(LongStream.range(0, history.size())
                        .map(newer -> history.size() - newer)
                        .boxed()
                        .toList());
        assertThat(history.stream().filter(HeldPeriod::isActive).map(HeldPeriod::hold))
                .isEqualTo(current.stream().toList());
        assertThat(history.stream().skip(1)).noneMatch(HeldPeriod::isActive);
        assertThat(history.get(0).isActive() || history.get(0).release().isPresent())
                .as("the newest hold is in force or was released")
                .isTrue();
        assertThat(PROCESSES.inCatalog(tables, ImageCatalog::heldBuilds)).hasSize(current.isPresent() ? 1 : 0);
        return history;
    }

    private static Map<String, String> holdInMeta(DynamoDb tables) {
        return CatalogProcesses.items(tables).stream()
                .filter(item -> FleetContents.text(item, "SK").equals("META"))
                .collect(Collectors.toMap(
                        item -> FleetContents.text(item, "PK"),
                        item -> item.toJson().path("h") + " " + item.toJson().path("hn")));
    }
}
