package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.reconcile.DynamoReconcileJournal;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.testing.catalog.DeliverySequencesContract;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Compares every item of the catalog's table, including the journal. */
final class DynamoDeliverySequencesTest extends DeliverySequencesContract {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    @Override
    protected Store emptyStore() {
        return in(EmulatedTable.empty(25));
    }

    private static Store in(EmulatedTable table) {
        ImageCatalog catalog = Catalogs.on(table);
        ReconcileJournal journal = new DynamoReconcileJournal(table.client(), Catalogs.TABLE, Deadline.none());
        return new Store() {
            @Override
            public ImageCatalog catalog() {
                return catalog;
            }

            @Override
            public ReconcileJournal journal() {
                return journal;
            }

            @Override
            public List<String> items() {
                return TableContents.comparable(table.items()).stream()
                        .map(DynamoDeliverySequencesTest::timeless)
                        .toList();
            }

            @Override
            public Store copy() {
                return in(table.copy());
            }

            @Override
            public Object contents() {
                return table.copy();
            }
        };
    }

    /** Masks timestamps from the test's clock. Image timestamps are older and stay. */
    private static String timeless(String item) {
        return INSTANT.matcher(item)
                .replaceAll(found -> Instant.parse(found.group()).isBefore(START) ? found.group() : "<looked at>");
    }
}
