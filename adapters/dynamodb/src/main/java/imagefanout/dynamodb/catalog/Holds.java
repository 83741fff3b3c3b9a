package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.model.catalog.Hold;
import imagefanout.model.identity.ImageBuildArn;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Sets and takes back the hold in a build's META, and touches nothing else there. */
final class Holds {
    private final DynamoDbTable<MetaItem> metas;

    Holds(DynamoDbEnhancedClient enhanced, String table) {
        this.metas = enhanced.table(table, MetaItem.HOLD);
    }

    /** False: no such build. */
    boolean set(ImageBuildArn build, Optional<Hold> hold) {
        Expression isThere = Expression.builder()
                .expression("attribute_exists(#pk)")
                .putExpressionName("#pk", CatalogTable.PARTITION_KEY)
                .build();
        try {
            metas.updateItem(update -> update.item(MetaItem.ofHold(build, hold)).conditionExpression(isThere));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
