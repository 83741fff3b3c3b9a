package imagefanout.dynamodb.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.CatalogListsContract;
import imagefanout.testing.catalog.HoldsContract;
import imagefanout.testing.catalog.RecordingContract;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DynamoImageCatalogContractTest {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @Nested
    class Recordings extends RecordingContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return catalog(DYNAMODB.newTable());
        }
    }

    @Nested
    class Holds extends HoldsContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return catalog(DYNAMODB.newTable());
        }
    }

    @Nested
    class Lists extends CatalogListsContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return catalog(DYNAMODB.newTable());
        }
    }

    @Test
    void anOlderSnapshotIsSupersededThoughTheBuildWasReadBeforeTheNewerOneWasRecorded() {
        String table = DYNAMODB.newTable();
        ImageCatalog slow = catalog(table);
        GoldenImages image = GoldenImages.fiveAmis(1);
        ImageSnapshot newer = ImageSnapshot.of(NOON.plusSeconds(1), image.described());
        assertThat(slow.buildToRecord(image.arn())).isEmpty();
        catalog(table).record(newer);

        Recording recording =
                slow.record(ImageSnapshot.of(NOON, image.failedFor(EU, SANDBOX).described()));

        assertThat(recording.outcome()).isEqualTo(SnapshotOutcome.SUPERSEDED);
        assertThat(slow.image(image.arn()).map(recorded -> recorded.fanOut())).contains(newer.fanOut());
    }

    private static ImageCatalog catalog(String table) {
        return new DynamoImageCatalog(DYNAMODB.client(), table, Deadline.none());
    }
}
