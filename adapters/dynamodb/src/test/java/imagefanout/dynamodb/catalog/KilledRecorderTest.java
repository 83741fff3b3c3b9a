package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.CatalogView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What readers see during a recording, and recovery after a recorder is killed. */
class KilledRecorderTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final LaunchPermission EVERYONE = new LaunchPermission(Set.of(new Audience.Everyone()));
    private static final GoldenImages COMPLETE =
            GoldenImages.build(1).to(US, EVERYONE, PROD).to(EU, SANDBOX);
    private static final GoldenImages FAILED = COMPLETE.failedFor(EU, SANDBOX);
    private static final List<ImageSnapshot> FIRST = List.of();
    private static final List<ImageSnapshot> RETRIED = List.of(at(0, FAILED));

    private static final List<ImageSnapshot> DEAD = List.of(at(0, COMPLETE));

    /** Simulates a killed process. Production code does not catch it. */
    private static final class RecorderKilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void readersSeeANewBuildCompletelyOrNotAtAll() {
        assertNoPartialReads(FIRST, COMPLETE);
    }

    @Test
    void readersSeeARetriedBuildBeforeOrAfterTheChange() {
        assertNoPartialReads(RETRIED, COMPLETE);
    }

    @Test
    void recordingANewBuildAgainAfterAKillMatchesACleanRun() {
        assertRecoversFromEveryKill(FIRST, COMPLETE);
    }

    @Test
    void recordingARetriedBuildAgainAfterAKillMatchesACleanRun() {
        assertRecoversFromEveryKill(RETRIED, COMPLETE);
    }

    @Test
    void readersSeeAnArnThatIsBuiltAgainBeforeOrAfterTheChange() {
        assertNoPartialReads(DEAD, COMPLETE.builtAgain());
    }

    @Test
    void recordingAnArnThatIsBuiltAgainAfterAKillMatchesACleanRun() {
        assertRecoversFromEveryKill(DEAD, COMPLETE.builtAgain());
    }

    @Test
    void recordingOrderOfTwoBuildsDoesNotChangeTheTable() {
        ImageSnapshot one = at(0, COMPLETE);
        ImageSnapshot other = at(1, GoldenImages.build(2).to(EU, EVERYONE, PROD));

        assertThat(contents(List.of(one, other))).isEqualTo(contents(List.of(other, one)));
    }

    private static void assertNoPartialReads(List<ImageSnapshot> before, GoldenImages image) {
        DynamoDbClient client = DYNAMODB.calls().client();
        String table = DYNAMODB.newTable();
        DynamoImageCatalog reader = Catalogs.on(client, table);
        before.forEach(reader::record);
        ImageSnapshot snapshot = at(1, image);
        List<ImageSnapshot> all = new ArrayList<>(before);
        all.add(snapshot);
        List<CatalogView> seen = new ArrayList<>();
        seen.add(CatalogView.of(reader, all));
        DynamoDbCalls watched = (operation, request) -> {
            if (!operation.matches("Query|GetItem|BatchGetItem")) {
                seen.add(CatalogView.of(reader, all));
            }
            return DYNAMODB.calls().call(operation, request);
        };

        Catalogs.on(watched.client(), table).record(snapshot);

        CatalogView after = CatalogView.of(reader, all);
        int committed = seen.contains(after) ? seen.indexOf(after) : seen.size();
        assertThat(after).isNotEqualTo(seen.get(0));
        assertThat(seen.subList(0, committed)).hasSizeGreaterThan(3).containsOnly(seen.get(0));
        assertThat(seen.subList(committed, seen.size())).allMatch(after::equals);
    }

    private static void assertRecoversFromEveryKill(List<ImageSnapshot> before, GoldenImages image) {
        List<ImageSnapshot> cleanly = new ArrayList<>(before);
        cleanly.add(at(2, image));
        List<String> clean = contents(cleanly);
        int kills = 0;
        DynamoDbClient client = DYNAMODB.calls().client();
        for (boolean finished = false; !finished; kills++) {
            String table = DYNAMODB.newTable();
            DynamoImageCatalog catalog = Catalogs.on(client, table);
            before.forEach(catalog::record);
            ImageSnapshot snapshot = at(1, image);
            finished = !isKilled(table, snapshot, kills);

            if (isSettled(catalog, snapshot)) {
                assertThat(TableContents.comparable(TableContents.of(client, table)))
                        .as("what a reconcile would not look at again, killed at " + kills)
                        .isEqualTo(clean);
            }
            catalog.record(at(2, image));

            assertThat(TableContents.comparable(TableContents.of(client, table)))
                    .as("killed at " + kills)
                    .isEqualTo(clean);
        }
        assertThat(kills).isGreaterThan(16);
    }

    /** Returns whether a reconcile would skip the build because the summary digest matches. */
    private static boolean isSettled(DynamoImageCatalog catalog, ImageSnapshot snapshot) {
        return catalog.build(snapshot.build().arn())
                .filter(recorded -> recorded.summaryDigest().equals(snapshot.summaryDigest()))
                .isPresent();
    }

    /**
     * Kills the recorder at moment {@code when}: before the first call, after it, before the second, and so on. Returns
     * false if the recorder finished first.
     */
    private static boolean isKilled(String table, ImageSnapshot snapshot, int when) {
        AtomicInteger moments = new AtomicInteger();
        DynamoDbCalls dying = (operation, request) -> {
            if (moments.getAndIncrement() == when) {
                throw new RecorderKilledError();
            }
            ObjectNode answer = DYNAMODB.calls().call(operation, request);
            if (moments.getAndIncrement() == when) {
                throw new RecorderKilledError();
            }
            return answer;
        };
        DynamoImageCatalog catalog = Catalogs.on(dying.client(), table);
        try {
            catalog.record(snapshot);
            return false;
        } catch (RecorderKilledError e) {
            return true;
        }
    }

    private static List<String> contents(List<ImageSnapshot> snapshots) {
        DynamoDbClient client = DYNAMODB.calls().client();
        String table = DYNAMODB.newTable();
        snapshots.forEach(Catalogs.on(client, table)::record);
        return TableContents.comparable(TableContents.of(client, table));
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}
