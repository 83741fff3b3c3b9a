package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.catalog.Interleavings.StartedProcess;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.Wire;
import imagefanout.model.Deadline;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A deleted build returns while its copies are being deleted: in every order of the calls, with the retention stopped for
 * ever at any point, and then run once more. Nothing that the build has now is missing, and nothing else is left.
 */
class RetentionAmongRecordersTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final GoldenImages COMPLETE =
            GoldenImages.build(1).to(US, PROD).to(EU, SANDBOX);
    private static final int WHOLE_BATCHES = 25;

    @Test
    void aBuildThatReturns() {
        prove(StartedProcess.of(at(60, COMPLETE)));
    }

    @Test
    void aBuildThatReturnsWithOneAmiLess() {
        prove(StartedProcess.of(at(60, COMPLETE.without(US, PROD))));
    }

    @Test
    void aBuildWhoseRecorderLosesEveryAnswer() {
        prove(StartedProcess.losingAnswers(at(60, COMPLETE)));
    }

    private static void prove(StartedProcess recorder) {
        EmulatedTable start = EmulatedTable.empty(WHOLE_BATCHES);
        Catalogs.on(start).record(at(0, COMPLETE));
        Catalogs.on(start).record(at(1, COMPLETE.in(ImageState.DELETED)));
        StartedProcess retention = StartedProcess.of(RetentionAmongRecordersTest::expireCopies);

        int states = Interleavings.explore(start, List.of(recorder, retention), reached -> {
            if (reached.committed().isEmpty()) {
                return;
            }
            EmulatedTable table = reached.table();
            if (!reached.isOver()) {
                Catalogs.on(table).record(recorder.recorded());
                expireCopies(table);
            }
            FanOut now = Catalogs.on(table).image(COMPLETE.arn()).orElseThrow().fanOut();
            assertThat(amis(now)).containsAll(amis(recorder.recorded().fanOut()));
            assertThat(amis(now)).allMatch(table.items()::containsKey);
            if (reached.isOver()) {
                String edition = table.items()
                        .get(CatalogKeys.meta(COMPLETE.arn()))
                        .get(MetaItem.EDITION)
                        .s();
                assertThat(table.items().keySet())
                        .as("attempts, and rows of other editions")
                        .noneMatch(key -> key.sort().startsWith(CatalogKeys.ATTEMPT))
                        .allMatch(key -> !isOfAnEdition(key) || key.sort().contains(edition));
            }
        });

        assertThat(states).isGreaterThan(100);
    }

    private static void expireCopies(Wire wire) {
        new DynamoRetention(wire.client(), Catalogs.TABLE, Deadline.none()).expireCopies(COMPLETE.arn());
    }

    private static Set<StoredKey> amis(FanOut fanOut) {
        return fanOut.regions().values().stream()
                .flatMap(region -> region.amis().values().stream())
                .map(CatalogKeys::ami)
                .collect(Collectors.toSet());
    }

    private static boolean isOfAnEdition(StoredKey key) {
        return Stream.of("ACCOUNT#", "GRANT#", "PIPELINE#").anyMatch(key.partition()::startsWith)
                || key.sort().startsWith("ROW#");
    }

    private static ImageSnapshot at(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }
}
