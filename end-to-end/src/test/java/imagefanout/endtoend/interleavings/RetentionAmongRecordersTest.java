package imagefanout.endtoend.interleavings;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import imagefanout.dynamodb.catalog.CatalogOnTheWire;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.interleavings.EveryInterleaving.Start;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A deleted build returns while its copies are being deleted, in every order of the calls. The retention may be killed at any point and then runs again. At the end, exactly the build's current copies exist.
 */
class RetentionAmongRecordersTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final GoldenImages COMPLETE =
            GoldenImages.build(1).to(US, PROD).to(EU, SANDBOX);
    private static final CatalogProcesses PROCESSES = new CatalogProcesses();
    private static final int RECORDER = 0;

    @Test
    void aBuildThatReturns() {
        ImageSnapshot snapshot = at(60, COMPLETE);
        prove(snapshot, PROCESSES.recording(snapshot));
    }

    @Test
    void aBuildThatReturnsWithOneAmiLess() {
        ImageSnapshot snapshot = at(60, COMPLETE.without(US, PROD));
        prove(snapshot, PROCESSES.recording(snapshot));
    }

    @Test
    void aBuildWhoseRecorderLosesEveryResponse() {
        ImageSnapshot snapshot = at(60, COMPLETE);
        prove(snapshot, PROCESSES.recordingWithLostResponses(snapshot));
    }

    private static void prove(ImageSnapshot snapshot, Start<String> recorder) {
        DynamoDb first = PROCESSES.tablesWith(List.of(at(0, COMPLETE), at(1, COMPLETE.in(ImageState.DELETED))));
        EveryInterleaving.Explored explored = EveryInterleaving.<String>of(
                        first, CatalogProcesses::commitPoint, CatalogProcesses.WHOLE_BATCHES)
                .explore(List.of(recorder, PROCESSES.retention(COMPLETE.arn())), reached -> {
                    if (reached.commits().contains(RECORDER)) {
                        assertReturned(reached, snapshot);
                    }
                });

        assertThat(explored.states()).isGreaterThan(100);
    }

    private static void assertReturned(EveryInterleaving.Reached<String> reached, ImageSnapshot snapshot) {
        DynamoDb tables = reached.tables().copy();
        if (!reached.isOver()) {
            PROCESSES.inCatalog(tables, catalog -> catalog.record(snapshot));
            PROCESSES.with(tables, client -> CatalogOnTheWire.retention(client).expireCopies(COMPLETE.arn()));
        }

        FanOut now = PROCESSES.inCatalog(
                tables, catalog -> catalog.image(COMPLETE.arn()).orElseThrow().fanOut());
        Set<String> partitions = CatalogProcesses.items(tables).stream()
                .map(item -> FleetContents.text(item, "PK"))
                .collect(Collectors.toSet());
        assertThat(amis(now)).containsAll(amis(snapshot.fanOut())).isSubsetOf(partitions);
        if (reached.isOver()) {
            assertThat(CatalogProcesses.items(tables)).as("attempts").noneMatch(item -> FleetContents.text(item, "SK")
                    .startsWith("ATTEMPT#"));
            assertThat(PROCESSES.<Set<String>>with(tables, CatalogOnTheWire::unreachableEditions))
                    .as("rows of other editions")
                    .isEmpty();
        }
    }

    /** Returns the partition keys of the AMIs. */
    private static Set<String> amis(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> region.amis().values().stream())
                .map(ami -> "AMI#" + ami)
                .collect(Collectors.toSet());
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}
