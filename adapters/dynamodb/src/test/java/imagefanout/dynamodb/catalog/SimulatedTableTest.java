package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.SimulatedTable;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.testing.ImageCatalogContract;

/** The simulation keeps the same promises as DynamoDB Local, so that what is proven on it means something. */
final class SimulatedTableTest extends ImageCatalogContract {
    @Override
    protected ImageCatalog emptyCatalog() {
        return Catalogs.on(new SimulatedTable(2));
    }
}
