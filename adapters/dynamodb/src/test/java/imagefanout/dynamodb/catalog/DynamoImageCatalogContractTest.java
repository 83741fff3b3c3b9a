package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.InProcessDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.testing.ImageCatalogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DynamoImageCatalogContractTest extends ImageCatalogContract {
    @RegisterExtension
    static final InProcessDynamoDb DYNAMODB = new InProcessDynamoDb();

    @Override
    protected ImageCatalog emptyCatalog() {
        return new DynamoImageCatalog(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }
}
