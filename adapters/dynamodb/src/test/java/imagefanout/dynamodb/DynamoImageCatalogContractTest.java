package imagefanout.dynamodb;

import imagefanout.contracts.ImageCatalogContract;
import imagefanout.model.Deadline;
import imagefanout.model.ImageCatalog;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DynamoImageCatalogContractTest extends ImageCatalogContract {
    @RegisterExtension
    static final InProcessDynamoDb DYNAMODB = new InProcessDynamoDb();

    @Override
    protected ImageCatalog emptyCatalog() {
        return new DynamoImageCatalog(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }
}
