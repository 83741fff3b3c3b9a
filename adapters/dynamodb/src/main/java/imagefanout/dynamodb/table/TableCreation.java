package imagefanout.dynamodb.table;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Creates tables as the template does: keys are strings, there is no index, and requests are paid on demand. */
public final class TableCreation {
    private TableCreation() {}

    /** @param keys the attribute of the partition key, then that of the sort key, if there is one */
    public static CreateTableRequest of(String name, String... keys) {
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> schema = new ArrayList<>();
        for (String key : keys) {
            KeyType type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(ScalarAttributeType.S)
                    .build());
            schema.add(
                    KeySchemaElement.builder().attributeName(key).keyType(type).build());
        }
        return CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(attributes)
                .keySchema(schema)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
    }
}
