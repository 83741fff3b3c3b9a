package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.testing.catalog.ImageCatalogContract;

final class DynamoImageCatalogContractTest extends ImageCatalogContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    @Override
    protected ImageCatalog emptyCatalog() {
        return new DynamoImageCatalog(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }
}
