package imagefanout.dynamodb.table;

import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.catalog.DynamoRetention;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The shape that {@link DynamoImageCatalog}'s table must have. */
public final class CatalogTable {
    public static final String PARTITION_KEY = "PK";
    public static final String SORT_KEY = "SK";

    /** The attribute with which DynamoDB may expire items, in seconds since 1970. {@link DynamoRetention} sets it. */
    public static final String EXPIRY = "X";

    private CatalogTable() {}

    /** What creates the table: two keys of text, no index, paid per request. */
    public static CreateTableRequest creation(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(List.of(text(PARTITION_KEY), text(SORT_KEY)))
                .keySchema(List.of(key(PARTITION_KEY, KeyType.HASH), key(SORT_KEY, KeyType.RANGE)))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
